/** A wiki of notes, and the classes that embed gitsync in it. Start reading at {@link dev.gitsync.examples.embedding.NotesServer}. */
@NullMarked
package dev.gitsync.examples.embedding;

import org.jspecify.annotations.NullMarked;
