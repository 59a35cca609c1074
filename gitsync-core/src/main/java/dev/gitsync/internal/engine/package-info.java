/**
 * The entry point to the engine: runs each operation of a space under its lease, and turns every failure into a report.
 * Used by {@link dev.gitsync.GitSync} and by the git services.
 */
@NullMarked
package dev.gitsync.internal.engine;

import org.jspecify.annotations.NullMarked;
