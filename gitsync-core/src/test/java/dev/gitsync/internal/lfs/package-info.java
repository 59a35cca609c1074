/** Tests of the text formats of Git LFS. */
@NullMarked
package dev.gitsync.internal.lfs;

import org.jspecify.annotations.NullMarked;
