/** Symbolic links and submodules: what of them may stand in {@code main} without harm to a clone. */
@NullMarked
package dev.gitsync.internal.links;

import org.jspecify.annotations.NullMarked;
