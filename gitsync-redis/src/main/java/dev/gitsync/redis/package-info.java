/** Leases on spaces in Redis. */
@NullMarked
package dev.gitsync.redis;

import org.jspecify.annotations.NullMarked;
