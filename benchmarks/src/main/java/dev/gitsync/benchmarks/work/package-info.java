/**
 * What is measured: one class for each row of the table.
 *
 * <p>More than 20 types: one for each row of the table, beside what they share.
 */
@NullMarked
package dev.gitsync.benchmarks.work;

import org.jspecify.annotations.NullMarked;
