/** Metrics for Micrometer, which is an optional dependency: add it to the class path to use this package. */
@NullMarked
package dev.gitsync.servlet.metrics;

import org.jspecify.annotations.NullMarked;
