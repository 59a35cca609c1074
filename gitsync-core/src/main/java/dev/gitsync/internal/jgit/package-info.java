/** What needs JGit's own internal packages, and nothing else. */
@NullMarked
package dev.gitsync.internal.jgit;

import org.jspecify.annotations.NullMarked;
