/** Locks of files in PostgreSQL. The script in {@code dev/gitsync/jdbi/migration/locks} creates the table. */
@NullMarked
package dev.gitsync.jdbi.lfs;

import org.jspecify.annotations.NullMarked;
