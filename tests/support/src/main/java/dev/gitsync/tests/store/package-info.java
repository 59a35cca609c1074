/**
 * Page stores, listings and token stores that count their calls, fail on cue or stay in memory, for the tests of several
 * modules.
 */
@NullMarked
package dev.gitsync.tests.store;

import org.jspecify.annotations.NullMarked;
