package dev.gitsync.store;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The user, the lease and the transaction callback with which changes are applied.
 *
 * @param actor the wiki's id of the responsible user: the pusher, or the editor
 * @param fencingToken the token of the lease under which the plan was made, or {@link #UNFENCED} for the wiki's own edits
 * @param inTransaction the callback to run within the transaction of the changes: after all of them are written, on the calling
 *     thread, before they are committed. If it throws, the store must undo the whole plan, and {@code apply} throws the same
 *     exception. The store runs it at most once, does not retry a transaction in which it has run, and runs it only if the
 *     result is {@link ApplyResult.Applied}. It does nothing unless the store declares a {@link PageStore#transactionDomain()
 *     transaction domain}, so that other stores can ignore it.
 */
public record ApplyContext(String actor, long fencingToken, Consumer<ApplyResult.Applied> inTransaction) {
    /** The token of a write that needs no lease, because its expected versions protect it sufficiently. */
    public static final long UNFENCED = 0;

    /** Checks that no component is null. */
    public ApplyContext {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(inTransaction, "inTransaction");
    }

    /** Creates a context without a transaction callback. */
    public ApplyContext(String actor, long fencingToken) {
        this(actor, fencingToken, applied -> {});
    }

    /** Returns the context of an edit made in the wiki. */
    public static ApplyContext edit(String actor) {
        return new ApplyContext(actor, UNFENCED);
    }

    /**
     * Checks the lease of this call against the newest one that a store has seen for the space.
     *
     * @return the result for {@link PageStore#apply} if the holder of a newer lease has written, or empty if this call may
     *     write
     */
    public Optional<ApplyResult.Fenced> fencedBy(long newestToken) {
        return fencingToken != UNFENCED && fencingToken < newestToken
                ? Optional.of(new ApplyResult.Fenced(newestToken))
                : Optional.empty();
    }
}
