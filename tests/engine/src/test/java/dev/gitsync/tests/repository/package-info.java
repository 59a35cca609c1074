/** Tests of what tests use. */
@NullMarked
package dev.gitsync.tests.repository;

import org.jspecify.annotations.NullMarked;
