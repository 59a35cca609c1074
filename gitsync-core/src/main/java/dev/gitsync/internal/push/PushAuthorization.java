package dev.gitsync.internal.push;

import dev.gitsync.report.PushResult;
import dev.gitsync.store.SpaceDirectory;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Checks under the lease, right before a push changes anything, that it is still authorized: that gitsync serves its space, and
 * that its pusher may push. A push may take minutes to arrive, and wait for the lease after that.
 */
final class PushAuthorization {
    /** The reasons after which the wiki may contain a part of the push; the pusher has to know that. */
    private static final Set<PushResult.Reason> WRITTEN =
            EnumSet.of(PushResult.Reason.PARTLY_WRITTEN, PushResult.Reason.UNAVAILABLE);

    private final SpaceDirectory spaces;

    PushAuthorization(SpaceDirectory spaces) {
        this.spaces = spaces;
    }

    /** Returns the refusal of a push that is no longer authorized. */
    Optional<PushResult> refusal(PushRequest push) {
        if (spaces.find(push.space().id()).isEmpty()) {
            return Optional.of(PushRefusals.disabled());
        }
        return push.permission().getAsBoolean() ? Optional.empty() : Optional.of(PushRefusals.permissionEnded());
    }

    /** Returns the result for the pusher: {@code result}, but no refusal that names pages which the pusher may no longer read. */
    PushResult answer(PushRequest push, PushResult result) {
        return result instanceof PushResult.Refused refused && !WRITTEN.contains(refused.reason())
                ? refusal(push).orElse(result)
                : result;
    }
}
