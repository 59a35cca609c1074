package dev.gitsync.push;

import dev.gitsync.model.Space;
import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.Optional;

/** The embedder's own rules for a push, asked after gitsync's and before anything is written. */
@FunctionalInterface
public interface PushValidator {
    /**
     * Returns a sentence for the pusher that says why the push is refused, or empty to accept it. Runs under the lease of the space:
     * be quick. An exception refuses the push without showing its text to the pusher, who is told to try again only after a {@link
     * dev.gitsync.error.StoreException}.
     */
    Optional<String> refusal(Space space, Pusher pusher, List<PageChange> plan);

    /** Returns a validator that accepts every push. */
    static PushValidator noop() {
        return (space, pusher, plan) -> Optional.empty();
    }
}
