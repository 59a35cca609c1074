/** Git LFS: pointers, the attributes that decide which files have one, and the service behind the endpoints. */
@NullMarked
package dev.gitsync.internal.lfs;

import org.jspecify.annotations.NullMarked;
