/** Requests and responses while they are transferred, bounded in size, time and transfer rate. */
@NullMarked
package dev.gitsync.internal.server.transfer;

import org.jspecify.annotations.NullMarked;
