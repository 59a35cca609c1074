@NullMarked
package dev.gitsync.benchmarks.client;

import org.jspecify.annotations.NullMarked;
