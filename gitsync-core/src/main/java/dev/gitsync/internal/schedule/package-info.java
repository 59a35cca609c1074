/**
 * Schedules the cycles of all spaces and the maintenance of their repositories, on threads of its own. Used by {@link
 * dev.gitsync.GitSync}.
 */
@NullMarked
package dev.gitsync.internal.schedule;

import org.jspecify.annotations.NullMarked;
