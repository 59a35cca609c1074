/** Measures what gitsync costs, beside what a user would pick instead, in one run. */
@NullMarked
package dev.gitsync.benchmarks;

import org.jspecify.annotations.NullMarked;
