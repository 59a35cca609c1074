/** Tests of the connections to remotes. */
@NullMarked
package dev.gitsync.internal.mirror.remote.wire;

import org.jspecify.annotations.NullMarked;
