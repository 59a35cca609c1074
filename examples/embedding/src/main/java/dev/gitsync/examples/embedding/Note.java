package dev.gitsync.examples.embedding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A note of the wiki.
 *
 * @param id the same for as long as there is the note
 * @param above the note above, or null at the top of the notebook
 * @param body what it says, or null if it is there for the notes below it only
 * @param author who edited it last
 * @param email the author's address
 * @param edited when that was
 */
public record Note(
        String id,
        @Nullable String above,
        String title,
        @Nullable String body,
        String author,
        String email,
        Instant edited) {}
