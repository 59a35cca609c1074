/** What is measured: one class for each row of the table. */
@NullMarked
package dev.gitsync.benchmarks.work;

import org.jspecify.annotations.NullMarked;
