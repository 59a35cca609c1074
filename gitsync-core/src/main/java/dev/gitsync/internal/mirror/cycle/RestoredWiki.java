package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Recognises a wiki that was restored to an earlier state since both sides agreed: its {@code main} has the commit by which it followed the
 * wiki back, and the remote does not. Pushing it would take back at the remote what came after that state, so the operator
 * decides. The commit is recorded in the index by the same move of the refs, so that no process and no crash can miss it. The wiki may be
 * restored while the run takes in commits, so this is checked again before each push that follows.
 */
final class RestoredWiki {
    private final PageFiles files;

    RestoredWiki(PageFiles files) {
        this.files = files;
    }

    /** Returns the end of the run if the wiki was restored and the operator has not decided to go on. */
    Optional<Ending> refusal(MirrorRun run) throws IOException {
        Optional<ObjectId> common = run.memory().common();
        if (!run.isOutwards() || common.isEmpty() || !run.graph().has(common.get())) {
            return Optional.empty();
        }
        Optional<ObjectId> restored = restored(run);
        boolean isNews = restored.isPresent()
                && run.graph().isAfter(restored.get(), common.get(), run.main())
                && !isAtRemote(run, restored.get());
        return isNews && !run.isDecided(Decision.CONTINUE, Outcome.RESTORED)
                ? Optional.of(new Ending(Outcome.RESTORED, sentence(run, restored.get()), run.receipt()))
                : Optional.empty();
    }

    /** Returns whether the remote has the commit, on its branch or, since the operator let a conflict go there, on the conflict branch. */
    private static boolean isAtRemote(MirrorRun run, ObjectId restored) throws IOException {
        return run.graph().isIn(restored, run.tip())
                || run.graph().isIn(restored, run.heads().at(run.mirror().conflictBranch()));
    }

    private Optional<ObjectId> restored(MirrorRun run) throws IOException {
        return Workspace.head(run.repository(), SpaceRefs.read(run.repository()), files)
                .restored();
    }

    private static String sentence(MirrorRun run, ObjectId restored) {
        return "The wiki was restored to an earlier state, so the mirror stopped: it would take back what came later at the remote's"
                + " branch " + run.branch()
                + ", too. Nothing was pushed. If that is right, choose to continue; otherwise, revert the"
                + " commit " + Endings.shown(restored)
                + " of the wiki's main first, which has the pages of that state.";
    }
}
