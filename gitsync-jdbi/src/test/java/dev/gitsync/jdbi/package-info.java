/** Tests on a real PostgreSQL. */
@NullMarked
package dev.gitsync.jdbi;

import org.jspecify.annotations.NullMarked;
