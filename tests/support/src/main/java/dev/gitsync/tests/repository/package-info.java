/** Repository stores that count their calls or fail on cue, for the tests of several modules. */
@NullMarked
package dev.gitsync.tests.repository;

import org.jspecify.annotations.NullMarked;
