/** Stores packs and refs as rows. Used by the repository store. */
@NullMarked
package dev.gitsync.jdbi.internal.repository;

import org.jspecify.annotations.NullMarked;
