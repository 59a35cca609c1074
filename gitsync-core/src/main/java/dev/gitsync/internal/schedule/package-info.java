/** When each space is synced, and on which thread. */
@NullMarked
package dev.gitsync.internal.schedule;

import org.jspecify.annotations.NullMarked;
