/** Tests of the mirrors in PostgreSQL. */
@NullMarked
package dev.gitsync.jdbi.mirror;

import org.jspecify.annotations.NullMarked;
