package dev.gitsync.store.listing;

import dev.gitsync.model.Provenance;
import java.util.Objects;

/**
 * Who is behind a write, for the wiki's own records.
 *
 * @param actor the wiki's id of the user who is responsible: the one who pushed
 * @param provenance the author, time and message of the commit, and its id
 */
public record Signature(String actor, Provenance provenance) {
    /** Checks that nothing is missing. */
    public Signature {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(provenance, "provenance");
    }
}
