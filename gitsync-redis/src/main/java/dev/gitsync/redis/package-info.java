/**
 * Leases on spaces in Redis, for the {@link dev.gitsync.lock.LeasedSpaceLock} of core. For embedders that run several
 * servers.
 */
@NullMarked
package dev.gitsync.redis;

import org.jspecify.annotations.NullMarked;
