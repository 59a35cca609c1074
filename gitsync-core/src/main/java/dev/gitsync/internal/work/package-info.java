/**
 * Limits the work of one cycle: steps, time, memory, and whether the client still waits. Used by every loop whose length a
 * client decides.
 */
@NullMarked
package dev.gitsync.internal.work;

import org.jspecify.annotations.NullMarked;
