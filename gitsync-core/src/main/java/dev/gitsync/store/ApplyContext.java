package dev.gitsync.store;

import java.util.Objects;

/**
 * On whose behalf, and under which lease, changes are applied.
 *
 * @param actor the wiki's id of the user who is responsible: the one who pushed, or who edits
 * @param fencingToken the token of the lease under which the plan was made, or {@link #UNFENCED} for the wiki's own edits
 */
public record ApplyContext(String actor, long fencingToken) {
    /** The token of a write that needs no lease, because its expected versions are all the protection it needs. */
    public static final long UNFENCED = 0;

    /** Checks that nothing is missing. */
    public ApplyContext {
        Objects.requireNonNull(actor, "actor");
    }

    /** The context of an edit made in the wiki. */
    public static ApplyContext edit(String actor) {
        return new ApplyContext(actor, UNFENCED);
    }
}
