/**
 * Mirrors, their states and their encrypted credentials in PostgreSQL. The scripts in {@code
 * dev/gitsync/jdbi/migration/mirrors} create the tables.
 */
@NullMarked
package dev.gitsync.jdbi.mirror;

import org.jspecify.annotations.NullMarked;
