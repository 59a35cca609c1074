package dev.gitsync.push;

import dev.gitsync.model.Space;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Describes a push: the space, the pusher, and the proposed {@code main}.
 *
 * @param space the space
 * @param pusher the pusher
 * @param proposal the proposed {@code main}; for a push of other refs, or of several, the first of them
 */
public record PushAttempt(Space space, Pusher pusher, Proposal proposal) {
    /** Checks that no component is null. */
    public PushAttempt {
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(pusher, "pusher");
        Objects.requireNonNull(proposal, "proposal");
    }

    /**
     * The proposed new {@code main}. The objects of {@code newTip} are already in the repository.
     *
     * @param oldTip the commit at which the client saw {@code main}, or the zero id if there was none
     * @param newTip the commit that {@code main} is to point to
     * @param options the push options, as given with {@code git push -o}
     */
    public record Proposal(ObjectId oldTip, ObjectId newTip, List<String> options) {
        /** Copies the lists. */
        public Proposal {
            Objects.requireNonNull(oldTip, "oldTip");
            Objects.requireNonNull(newTip, "newTip");
            options = List.copyOf(options);
        }
    }
}
