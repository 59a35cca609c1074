package dev.gitsync.store;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * On whose behalf, and under which lease, changes are applied, and what must happen together with them.
 *
 * @param actor the wiki's id of the user who is responsible: the one who pushed, or who edits
 * @param fencingToken the token of the lease under which the plan was made, or {@link #UNFENCED} for the wiki's own edits
 * @param inTransaction what to run within the transaction of the changes: after all of them are written, on the thread of
 *     the call, before they are committed. If it throws, nothing of the plan may stay, and {@code apply} throws the same.
 *     It is run once at most, and a transaction in which it has run is not tried again; it is not run unless the answer is
 *     {@link ApplyResult.Applied}. Does nothing unless the store declares a
 *     {@link PageStore#transactionDomain() transaction domain}, so that other stores need not know of it.
 */
public record ApplyContext(String actor, long fencingToken, Consumer<ApplyResult.Applied> inTransaction) {
    /** The token of a write that needs no lease, because its expected versions are all the protection it needs. */
    public static final long UNFENCED = 0;

    /** Checks that nothing is missing. */
    public ApplyContext {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(inTransaction, "inTransaction");
    }

    /** A context in which nothing else happens together with the changes. */
    public ApplyContext(String actor, long fencingToken) {
        this(actor, fencingToken, applied -> {});
    }

    /** The context of an edit made in the wiki. */
    public static ApplyContext edit(String actor) {
        return new ApplyContext(actor, UNFENCED);
    }

    /**
     * Checks the lease of this call against the newest one that a store has seen for the space.
     *
     * @return the answer of {@link PageStore#apply} when a newer lease has written, or empty when this call may write
     */
    public Optional<ApplyResult.Fenced> fencedBy(long newestToken) {
        return fencingToken != UNFENCED && fencingToken < newestToken
                ? Optional.of(new ApplyResult.Fenced(newestToken))
                : Optional.empty();
    }
}
