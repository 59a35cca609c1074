/** Contracts of Git LFS. */
@NullMarked
package dev.gitsync.testkit.lfs;

import org.jspecify.annotations.NullMarked;
