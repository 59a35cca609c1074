/**
 * For those who write a store of repositories: what it takes in of a pack that comes from outside, and when it gives up; and
 * what it is told of the objects that are inserted.
 */
@NullMarked
package dev.gitsync.repository.pack;

import org.jspecify.annotations.NullMarked;
