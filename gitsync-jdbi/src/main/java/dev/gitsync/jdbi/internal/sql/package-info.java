/** Transactions on PostgreSQL whose outcome is known for sure, and small helps for statements. */
@NullMarked
package dev.gitsync.jdbi.internal.sql;

import org.jspecify.annotations.NullMarked;
