/** What the servers of every protocol share: limits of concurrent requests, the audit trail, and the counts of failed sign-ins. */
@NullMarked
package dev.gitsync.internal.server;

import org.jspecify.annotations.NullMarked;
