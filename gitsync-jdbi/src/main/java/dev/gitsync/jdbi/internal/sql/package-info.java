/**
 * Runs transactions in PostgreSQL, determines the outcome of interrupted commits, and builds statements. Used by all
 * stores of this module.
 */
@NullMarked
package dev.gitsync.jdbi.internal.sql;

import org.jspecify.annotations.NullMarked;
