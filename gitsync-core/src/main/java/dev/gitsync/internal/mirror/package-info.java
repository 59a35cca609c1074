/** The engine of mirrors: decides what one run of a mirror does. The transport to the remote is behind {@code RemoteRepository}. */
@NullMarked
package dev.gitsync.internal.mirror;

import org.jspecify.annotations.NullMarked;
