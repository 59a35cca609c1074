/** Replays the feed without texts: the place and name of each page. Used to repair an index. */
@NullMarked
package dev.gitsync.internal.outline;

import org.jspecify.annotations.NullMarked;
