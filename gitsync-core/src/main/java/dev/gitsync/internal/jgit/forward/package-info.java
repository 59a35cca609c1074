/** Repositories, refs and batches of ref updates that forward to others, to be extended. */
@NullMarked
package dev.gitsync.internal.jgit.forward;

import org.jspecify.annotations.NullMarked;
