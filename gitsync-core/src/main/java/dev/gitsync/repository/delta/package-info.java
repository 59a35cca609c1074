/** How far a store takes deltas in a pack apart; for those who write a store of repositories. */
@NullMarked
package dev.gitsync.repository.delta;

import org.jspecify.annotations.NullMarked;
