/** Tests of packs as bytes. */
@NullMarked
package dev.gitsync.jdbi.jgit.pack;

import org.jspecify.annotations.NullMarked;
