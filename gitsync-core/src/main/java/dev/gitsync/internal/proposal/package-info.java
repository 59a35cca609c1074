/**
 * Compares the trees of a push and checks names, sizes, modes and links. Used by the planner and by the checks before it.
 */
@NullMarked
package dev.gitsync.internal.proposal;

import org.jspecify.annotations.NullMarked;
