/** Tests of the stores of Git LFS in memory. */
@NullMarked
package dev.gitsync.testkit.lfs;

import org.jspecify.annotations.NullMarked;
