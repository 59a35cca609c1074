/** What the tests of the engine need of its builder. */
@NullMarked
package dev.gitsync;

import org.jspecify.annotations.NullMarked;
