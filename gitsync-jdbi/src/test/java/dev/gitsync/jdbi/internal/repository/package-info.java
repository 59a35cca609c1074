/** What was written lately. */
@NullMarked
package dev.gitsync.jdbi.internal.repository;

import org.jspecify.annotations.NullMarked;
