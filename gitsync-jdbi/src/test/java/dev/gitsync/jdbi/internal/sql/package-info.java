/** Transactions. */
@NullMarked
package dev.gitsync.jdbi.internal.sql;

import org.jspecify.annotations.NullMarked;
