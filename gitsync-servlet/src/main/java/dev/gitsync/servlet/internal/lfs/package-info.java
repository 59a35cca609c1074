/** The endpoints of Git LFS: URLs, authorization, transfers of objects, and locks of files. */
@NullMarked
package dev.gitsync.servlet.internal.lfs;

import org.jspecify.annotations.NullMarked;
