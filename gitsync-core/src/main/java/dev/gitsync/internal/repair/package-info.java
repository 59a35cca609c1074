/** Writes an index that is lost, old or wrong anew, from the wiki and what git remembers. */
@NullMarked
package dev.gitsync.internal.repair;

import org.jspecify.annotations.NullMarked;
