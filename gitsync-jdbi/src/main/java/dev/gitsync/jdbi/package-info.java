/**
 * Spaces, pages, revisions and the change feed in PostgreSQL. The scripts in {@code dev/gitsync/jdbi/migration} create
 * the tables: one folder per part, so that an application runs only the scripts for the parts that it uses.
 */
@NullMarked
package dev.gitsync.jdbi;

import org.jspecify.annotations.NullMarked;
