package dev.gitsync.push;

import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What somebody wants {@code main} to become. The objects of {@code newTip} are in the repository already.
 *
 * @param oldTip where the pusher saw {@code main}, or the zero id when there was none
 * @param newTip the commit that {@code main} is to point to
 * @param options the push options, as given with {@code git push -o}
 */
public record PushProposal(ObjectId oldTip, ObjectId newTip, List<String> options) {
    /** Takes copies. */
    public PushProposal {
        Objects.requireNonNull(oldTip, "oldTip");
        Objects.requireNonNull(newTip, "newTip");
        options = List.copyOf(options);
    }
}
