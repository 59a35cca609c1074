/**
 * Spaces, pages, revisions and the change feed in PostgreSQL. The scripts in {@code dev/gitsync/jdbi/migration} create the
 * tables: one folder for each part, so that an application runs those of the parts that it uses.
 */
@NullMarked
package dev.gitsync.jdbi;

import org.jspecify.annotations.NullMarked;
