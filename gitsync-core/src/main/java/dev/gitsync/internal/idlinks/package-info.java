/**
 * Converts links between ids in the wiki and paths in files, and finds the files that must be written again because something moved.
 * Without a {@code LinkCodec}, it does nothing.
 */
@NullMarked
package dev.gitsync.internal.idlinks;

import org.jspecify.annotations.NullMarked;
