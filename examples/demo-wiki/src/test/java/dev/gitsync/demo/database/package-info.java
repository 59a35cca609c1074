/** The PostgreSQL of the tests. */
@NullMarked
package dev.gitsync.demo.database;

import org.jspecify.annotations.NullMarked;
