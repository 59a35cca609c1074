/**
 * The engine of mirrors: when mirrors run, what one run decides and does, and what is remembered of it. Reaches the remote through
 * {@link dev.gitsync.internal.mirror.RemoteRepository} only.
 */
@NullMarked
package dev.gitsync.internal.mirror.cycle;

import org.jspecify.annotations.NullMarked;
