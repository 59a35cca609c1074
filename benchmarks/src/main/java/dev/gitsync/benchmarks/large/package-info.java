/** Gigabytes of Git LFS through a server with a small heap. */
@NullMarked
package dev.gitsync.benchmarks.large;

import org.jspecify.annotations.NullMarked;
