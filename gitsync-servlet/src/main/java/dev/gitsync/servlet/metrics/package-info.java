/** Figures for Micrometer, which is an optional dependency: whoever uses this brings it along. */
@NullMarked
package dev.gitsync.servlet.metrics;

import org.jspecify.annotations.NullMarked;
