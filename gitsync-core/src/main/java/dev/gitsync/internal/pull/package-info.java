/** From the wiki to {@code main}: the feed is read, and commits and index are written. */
@NullMarked
package dev.gitsync.internal.pull;

import org.jspecify.annotations.NullMarked;
