/** Tests of the in-memory parts of mirrors. */
@NullMarked
package dev.gitsync.testkit.mirror;

import org.jspecify.annotations.NullMarked;
