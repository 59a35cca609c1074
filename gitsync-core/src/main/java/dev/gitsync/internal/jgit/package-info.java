/**
 * The classes that need JGit's own internal packages, and no others.
 *
 * <p>More than 20 types: no other package of core may import the internal packages of JGit.
 */
@NullMarked
package dev.gitsync.internal.jgit;

import org.jspecify.annotations.NullMarked;
