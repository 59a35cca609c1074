/**
 * For those who write a store of repositories: what it takes in of a pack that comes from outside, when it gives up,
 * what it is told of the objects that are inserted, and which packs it should put together.
 */
@NullMarked
package dev.gitsync.repository.pack;

import org.jspecify.annotations.NullMarked;
