/** Limits for concurrent work, shared among users. Independent of HTTP and git. */
@NullMarked
package dev.gitsync.internal.server.concurrency;

import org.jspecify.annotations.NullMarked;
