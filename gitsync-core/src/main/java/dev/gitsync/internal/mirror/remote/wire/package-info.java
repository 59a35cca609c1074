/**
 * Connections to remotes: addresses are checked, times are limited, and failures say how a run ends. {@code Wire} is what the protocol
 * needs of a connection, whether it is HTTP or SSH.
 */
@NullMarked
package dev.gitsync.internal.mirror.remote.wire;

import org.jspecify.annotations.NullMarked;
