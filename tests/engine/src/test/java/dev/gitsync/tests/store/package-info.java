/** Tests of what tests use. */
@NullMarked
package dev.gitsync.tests.store;

import org.jspecify.annotations.NullMarked;
