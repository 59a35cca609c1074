/** Wikis, listings and token stores that count what is asked of them, fail on cue, or keep all in memory. */
@NullMarked
package dev.gitsync.tests.store;

import org.jspecify.annotations.NullMarked;
