/** What an embedder can say about a push, and what it is told of one. */
@NullMarked
package dev.gitsync.push;

import org.jspecify.annotations.NullMarked;
