/** Tests of what tests use. */
@NullMarked
package dev.gitsync.tests;

import org.jspecify.annotations.NullMarked;
