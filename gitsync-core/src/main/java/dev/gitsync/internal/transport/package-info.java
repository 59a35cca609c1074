/**
 * Sets up JGit's fetch and push services, which show {@code main} and nothing else, and hands pushes to the engine. Used by
 * {@link dev.gitsync.GitSync}.
 */
@NullMarked
package dev.gitsync.internal.transport;

import org.jspecify.annotations.NullMarked;
