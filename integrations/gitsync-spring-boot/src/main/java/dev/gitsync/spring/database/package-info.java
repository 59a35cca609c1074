/** gitsync in the PostgreSQL database of the application, and in the transactions of Spring. */
@NullMarked
package dev.gitsync.spring.database;

import org.jspecify.annotations.NullMarked;
