/** Git LFS: the contents of large files, and the locks of files, for adapters and for the wiki's own pages. */
@NullMarked
package dev.gitsync.lfs;

import org.jspecify.annotations.NullMarked;
