/** Contract tests for the conversion of links. */
@NullMarked
package dev.gitsync.testkit.link;

import org.jspecify.annotations.NullMarked;
