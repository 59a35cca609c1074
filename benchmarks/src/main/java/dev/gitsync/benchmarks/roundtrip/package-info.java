/** Whole repositories through a server and back: what of them the wiki shows, and whether a clone has the same files. */
@NullMarked
package dev.gitsync.benchmarks.roundtrip;

import org.jspecify.annotations.NullMarked;
