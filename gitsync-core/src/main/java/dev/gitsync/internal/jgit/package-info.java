/**
 * What needs JGit's own internal packages, and nothing else.
 *
 * <p>More than 20 types: no other package of core may import the internal packages of JGit.
 */
@NullMarked
package dev.gitsync.internal.jgit;

import org.jspecify.annotations.NullMarked;
