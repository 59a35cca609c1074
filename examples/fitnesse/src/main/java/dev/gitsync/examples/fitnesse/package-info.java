/**
 * FitNesse as a git server: a plugin that serves pages of the wiki as git repositories, through FitNesse's own page API.
 * {@code GitPlugin} is where it begins; the README beside it says what it takes.
 */
@NullMarked
package dev.gitsync.examples.fitnesse;

import org.jspecify.annotations.NullMarked;
