/**
 * Mirrors: a space and a remote repository that are kept in sync, in one direction or both. {@link
 * dev.gitsync.mirror.MirrorDirectory} says which mirrors exist, {@link dev.gitsync.mirror.Mirrors} operates them, and {@link
 * dev.gitsync.mirror.MirrorStateStore} remembers what they did.
 */
@NullMarked
package dev.gitsync.mirror;

import org.jspecify.annotations.NullMarked;
