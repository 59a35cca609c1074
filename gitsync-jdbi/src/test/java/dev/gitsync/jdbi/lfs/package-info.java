/** Tests of locks of files in PostgreSQL. */
@NullMarked
package dev.gitsync.jdbi.lfs;

import org.jspecify.annotations.NullMarked;
