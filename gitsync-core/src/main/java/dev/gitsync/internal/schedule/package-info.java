/** Schedules the cycles of all spaces and runs them on threads of its own. */
@NullMarked
package dev.gitsync.internal.schedule;

import org.jspecify.annotations.NullMarked;
