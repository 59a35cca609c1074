package dev.gitsync.jdbi;

import dev.gitsync.model.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * One line of the history of a page.
 *
 * @param version the version
 * @param title the title as of this version; null where the page was deleted
 * @param deletion whether the page was deleted
 * @param provenance the author, time and message; a {@code git} origin when it came by a push
 * @param actor the wiki's id of the user who was responsible
 */
public record PageVersion(
        long version, @Nullable String title, boolean deletion, Provenance provenance, String actor) {}
