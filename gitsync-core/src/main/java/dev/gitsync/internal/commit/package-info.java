/** From {@code main} to the wiki: a commit becomes a plan, the plan is applied, and the refs follow. */
@NullMarked
package dev.gitsync.internal.commit;

import org.jspecify.annotations.NullMarked;
