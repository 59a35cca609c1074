/** The same pages for both sides. */
@NullMarked
package dev.gitsync.benchmarks.content;

import org.jspecify.annotations.NullMarked;
