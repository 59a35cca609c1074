/** The machine's git, as everybody uses it. */
@NullMarked
package dev.gitsync.benchmarks.client;

import org.jspecify.annotations.NullMarked;
