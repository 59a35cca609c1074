/** Checks what the page tables can store, and their keys. Used by the page store. */
@NullMarked
package dev.gitsync.jdbi.internal.page;

import org.jspecify.annotations.NullMarked;
