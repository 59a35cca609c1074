@NullMarked
package dev.gitsync.benchmarks.roundtrip;

import org.jspecify.annotations.NullMarked;
