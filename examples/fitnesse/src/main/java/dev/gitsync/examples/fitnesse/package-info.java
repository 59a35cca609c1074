/**
 * FitNesse as a git server: a plugin that serves pages of the wiki as git repositories, through FitNesse's own page API.
 * Start reading at {@code GitPlugin}; the README describes the installation.
 *
 * <p>More than 20 types: the package is one plugin. A split would make types public that only the plugin uses.
 */
@NullMarked
package dev.gitsync.examples.fitnesse;

import org.jspecify.annotations.NullMarked;
