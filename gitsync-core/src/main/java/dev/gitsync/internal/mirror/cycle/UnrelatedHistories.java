package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.merge.Preference;
import dev.gitsync.internal.merge.TreeMerge;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Joins a wiki and a remote that have no common commit, once the operator has decided whose files to keep: by a commit with both as
 * parents. Files of one side only are kept.
 */
final class UnrelatedHistories {
    private final PageFiles files;

    UnrelatedHistories(PageFiles files) {
        this.files = files;
    }

    static Ending undecided(MirrorRun run) {
        return new Ending(
                Outcome.UNRELATED,
                "The wiki and the remote's branch " + run.branch()
                        + " have no commit in common. Nothing was changed. Join both"
                        + " and choose whose files to keep where both sides have one, or name another branch or remote.");
    }

    /** Inserts the commit that joins both sides into the repository of the run; empty without a decision. */
    Optional<ObjectId> join(MirrorRun run) throws IOException {
        if (run.isDecided(Decision.JOIN_KEEPING_WIKI, Outcome.UNRELATED)) {
            return Optional.of(join(run, Preference.OURS));
        }
        return run.isDecided(Decision.JOIN_KEEPING_REMOTE, Outcome.UNRELATED)
                ? Optional.of(join(run, Preference.THEIRS))
                : Optional.empty();
    }

    private ObjectId join(MirrorRun run, Preference preference) throws IOException {
        try (Workspace work = Workspace.at(run.repository(), SpaceRefs.read(run.repository()), files)) {
            ObjectId tree = TreeMerge.merge(
                            work.merging(preference),
                            ObjectId.zeroId(),
                            work.treeOf(run.main()),
                            work.treeOf(run.tip()))
                    .tree();
            ObjectId commit = work.insertCommit(
                    tree, List.of(run.main(), run.tip()), "Join the histories of the wiki and of its mirror");
            work.inserter().flush();
            return commit;
        }
    }
}
