/**
 * JGit's layer for distributed storage, over storage that keeps packs in chunks and refs in rows. With the one below it the only package of this
 * module that uses JGit's own internal classes; it knows no SQL.
 */
@NullMarked
package dev.gitsync.jdbi.jgit;

import org.jspecify.annotations.NullMarked;
