/** Edits and compares git trees in memory. Used by most internal packages; depends on JGit only. */
@NullMarked
package dev.gitsync.internal.tree;

import org.jspecify.annotations.NullMarked;
