/** What the tests of several modules need: the real git, and a server for it. */
@NullMarked
package dev.gitsync.tests;

import org.jspecify.annotations.NullMarked;
