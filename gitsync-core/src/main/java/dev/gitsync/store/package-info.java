/**
 * The SPI for the wiki: lists spaces, reads the change feed, and applies the plan of a push. Implemented by embedders and in
 * {@code gitsync-jdbi}; called by the engine.
 */
@NullMarked
package dev.gitsync.store;

import org.jspecify.annotations.NullMarked;
