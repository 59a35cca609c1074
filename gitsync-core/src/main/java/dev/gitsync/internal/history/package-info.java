/**
 * Answers questions about commits: which are in the history of others, where histories part, and which commit of a push made each
 * change, to set the author of the revision.
 */
@NullMarked
package dev.gitsync.internal.history;

import org.jspecify.annotations.NullMarked;
