/**
 * FitNesse as a git server: a plugin that serves pages of the wiki as git repositories, through FitNesse's own page API.
 * Start reading at {@code GitPlugin}; the README describes the installation.
 */
@NullMarked
package dev.gitsync.examples.fitnesse;

import org.jspecify.annotations.NullMarked;
