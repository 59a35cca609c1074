package dev.gitsync.examples.embedding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A note of the wiki.
 *
 * @param id stays the same for the life of the note
 * @param above the parent note, or null at the top of the notebook
 * @param body the text, or null if the note only groups the notes below it
 * @param author the last editor
 * @param email the e-mail address of the last editor
 * @param edited the time of the last edit
 */
public record Note(
        String id,
        @Nullable String above,
        String title,
        @Nullable String body,
        String author,
        String email,
        Instant edited) {}
