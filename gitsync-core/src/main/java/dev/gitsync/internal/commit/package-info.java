/**
 * Commits a change of {@code main} to the wiki: plans it, applies the plan, and moves the refs. Used by pushes and by
 * cycles that find that {@code main} was moved without a push.
 */
@NullMarked
package dev.gitsync.internal.commit;

import org.jspecify.annotations.NullMarked;
