/** What page tables take, and where they stand in the feed. */
@NullMarked
package dev.gitsync.jdbi.internal.page;

import org.jspecify.annotations.NullMarked;
