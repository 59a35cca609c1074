/** Tests of packs as bytes. */
@NullMarked
package dev.gitsync.jdbi.internal.pack;

import org.jspecify.annotations.NullMarked;
