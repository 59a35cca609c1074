@NullMarked
package dev.gitsync.benchmarks.report;

import org.jspecify.annotations.NullMarked;
