/** Packs and refs as rows. */
@NullMarked
package dev.gitsync.jdbi.internal.repository;

import org.jspecify.annotations.NullMarked;
