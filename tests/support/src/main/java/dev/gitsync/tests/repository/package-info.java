/** Git storage that counts what is asked of it, or fails on cue. */
@NullMarked
package dev.gitsync.tests.repository;

import org.jspecify.annotations.NullMarked;
