/** Tests of the connections to remotes that need no server. */
@NullMarked
package dev.gitsync.internal.mirror.remote.ssh;

import org.jspecify.annotations.NullMarked;
