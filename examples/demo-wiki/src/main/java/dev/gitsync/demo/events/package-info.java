/** What happened between the spaces and git: kept in the database, so that it outlives a restart and every replica shows it. */
@NullMarked
package dev.gitsync.demo.events;

import org.jspecify.annotations.NullMarked;
