package dev.gitsync.push;

import dev.gitsync.model.Space;
import java.util.Objects;

/**
 * Who wanted what of which space.
 *
 * @param space the space
 * @param pusher the wiki user who pushed
 * @param proposal what {@code main} was to become; of a push that named other refs, or several, the first of them
 */
public record PushAttempt(Space space, Pusher pusher, PushProposal proposal) {
    /** Checks that nothing is missing. */
    public PushAttempt {
        Objects.requireNonNull(space, "space");
        Objects.requireNonNull(pusher, "pusher");
        Objects.requireNonNull(proposal, "proposal");
    }
}
