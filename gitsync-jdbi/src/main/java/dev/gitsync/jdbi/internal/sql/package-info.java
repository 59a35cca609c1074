/**
 * Runs transactions in PostgreSQL whose outcome is always found out, and builds statements. Used by all stores of this module.
 */
@NullMarked
package dev.gitsync.jdbi.internal.sql;

import org.jspecify.annotations.NullMarked;
