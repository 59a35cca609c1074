package dev.gitsync.internal.push;

import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.repository.SpaceRepository;
import java.util.function.BooleanSupplier;

/**
 * A push with all related data.
 *
 * @param repository the repository, which already has the objects of the push
 * @param permission whether the pusher may still push; checked again before the push is committed
 * @param isMirrored whether the push comes from a mirror, which can't rebase: it is merged whatever the settings say
 * @param received what is known of the blobs that the push added
 */
public record PushRequest(
        Space space,
        SpaceRepository repository,
        Pusher pusher,
        PushAttempt.Proposal proposal,
        BooleanSupplier permission,
        boolean isMirrored,
        ReceivedBlobs received) {
    /** Creates the request of a client, of whose objects nothing is known. */
    public PushRequest(
            Space space,
            SpaceRepository repository,
            Pusher pusher,
            PushAttempt.Proposal proposal,
            BooleanSupplier permission) {
        this(space, repository, pusher, proposal, permission, false, new ReceivedBlobs());
    }
}
