/**
 * What the tests of several modules share: real git and a server for it, a clock moved by hand, and the depths of deltas in a
 * pack.
 */
@NullMarked
package dev.gitsync.tests;

import org.jspecify.annotations.NullMarked;
