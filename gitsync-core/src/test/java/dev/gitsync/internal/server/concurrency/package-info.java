@NullMarked
package dev.gitsync.internal.server.concurrency;

import org.jspecify.annotations.NullMarked;
