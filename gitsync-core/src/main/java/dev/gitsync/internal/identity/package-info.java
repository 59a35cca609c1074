/** Finds the page of a changed file: commit by commit through a push, then by comparing the contents of two trees. Used by the planner. */
@NullMarked
package dev.gitsync.internal.identity;

import org.jspecify.annotations.NullMarked;
