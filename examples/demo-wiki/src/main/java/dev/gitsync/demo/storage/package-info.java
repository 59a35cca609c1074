/** The data directory and the database. */
@NullMarked
package dev.gitsync.demo.storage;

import org.jspecify.annotations.NullMarked;
