/**
 * JGit's layer for distributed storage, over storage that keeps packs in chunks and refs in rows. With {@code storage} and {@code pack} the
 * only package of this module that uses JGit's own internal classes; it knows no SQL.
 */
@NullMarked
package dev.gitsync.jdbi.internal.jgit;

import org.jspecify.annotations.NullMarked;
