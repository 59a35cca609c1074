@NullMarked
package dev.gitsync.benchmarks.side;

import org.jspecify.annotations.NullMarked;
