/** Repositories by themselves. */
@NullMarked
package dev.gitsync.jdbi.internal.jgit;

import org.jspecify.annotations.NullMarked;
