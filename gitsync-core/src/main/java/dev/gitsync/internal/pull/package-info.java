/** Pulls wiki changes into {@code main}: reads the feed, and writes commits and the index. Used by cycles. */
@NullMarked
package dev.gitsync.internal.pull;

import org.jspecify.annotations.NullMarked;
