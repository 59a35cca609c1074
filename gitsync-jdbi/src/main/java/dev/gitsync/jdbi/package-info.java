/**
 * Spaces, pages, revisions and the change feed in PostgreSQL. The tables are made by the migrations in
 * {@code dev/gitsync/jdbi/migration}.
 */
@NullMarked
package dev.gitsync.jdbi;

import org.jspecify.annotations.NullMarked;
