/** The cycle: pulls and pushes on a bare repository, under a lease. */
@NullMarked
package dev.gitsync.internal.engine;

import org.jspecify.annotations.NullMarked;
