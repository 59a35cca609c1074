/** Finds the commit of a push that made each change, to set the author of the revision. Used when a commit is planned. */
@NullMarked
package dev.gitsync.internal.history;

import org.jspecify.annotations.NullMarked;
