/** How packs come into the repositories on disk. */
@NullMarked
package dev.gitsync.internal.jgit;

import org.jspecify.annotations.NullMarked;
