/**
 * Contracts that every adapter and every embedder's own store and page format can run, and the fakes that honour them: a
 * wiki in memory, a store that fails on cue, a clock moved by hand.
 */
@NullMarked
package dev.gitsync.testkit;

import org.jspecify.annotations.NullMarked;
