package dev.gitsync.push;

import dev.gitsync.model.Space;
import dev.gitsync.store.PageChange;
import java.util.List;
import java.util.Optional;

/** The embedder's own rules for a push, checked after those of gitsync and before anything is written. */
@FunctionalInterface
public interface PushValidator {
    /**
     * Returns a sentence that tells the pusher why the push is refused, or empty to accept it. In a wiki with attachments, the plan
     * has {@link PageChange.PutAttachment} steps, and {@link PageChange.Delete} steps of attachments. Runs under the lease of
     * the space, so it must be fast. If this throws an exception, the push is refused, and the pusher does not see its
     * text. The client is asked to retry only after a {@link dev.gitsync.error.StoreException}.
     */
    Optional<String> refusal(Space space, Pusher pusher, List<PageChange> plan);

    /** Returns a validator that accepts every push. */
    static PushValidator noop() {
        return (space, pusher, plan) -> Optional.empty();
    }
}
