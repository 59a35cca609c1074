/** Checks what the page tables can store. Used by the page store. */
@NullMarked
package dev.gitsync.jdbi.internal.page;

import org.jspecify.annotations.NullMarked;
