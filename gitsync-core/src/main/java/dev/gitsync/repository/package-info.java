/** The seam to git storage: where the bare repository of a space lives. */
@NullMarked
package dev.gitsync.repository;

import org.jspecify.annotations.NullMarked;
