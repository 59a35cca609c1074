/** Replays the feed without texts: where each page stands and what it is called. Used to repair an index. */
@NullMarked
package dev.gitsync.internal.outline;

import org.jspecify.annotations.NullMarked;
