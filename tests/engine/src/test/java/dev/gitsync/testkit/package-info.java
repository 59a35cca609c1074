/** Tests of the testkit itself. */
@NullMarked
package dev.gitsync.testkit;

import org.jspecify.annotations.NullMarked;
