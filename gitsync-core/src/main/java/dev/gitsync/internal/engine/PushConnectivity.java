package dev.gitsync.internal.engine;

import dev.gitsync.internal.tree.CompleteTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ConnectivityChecker;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * Checks that nothing is missing in the history that a push brings: every new commit, with the tree of each compared to
 * those of its parents. A parent is either new as well, and checked itself, or stands on {@code main}, and is whole.
 */
final class PushConnectivity implements ConnectivityChecker {
    @Override
    public void checkConnectivity(ConnectivityCheckInfo push, Set<ObjectId> haves, ProgressMonitor monitor)
            throws IOException {
        try (ObjectReader reader = push.getRepository().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            walk.setRetainBody(false);
            for (ReceiveCommand command : push.getCommands()) {
                if (command.getResult() == ReceiveCommand.Result.NOT_ATTEMPTED
                        && command.getType() != ReceiveCommand.Type.DELETE) {
                    start(walk, command.getNewId());
                }
            }
            for (ObjectId have : haves) {
                if (walk.parseAny(have) instanceof RevCommit commit) {
                    walk.markUninteresting(commit);
                }
            }
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                check(walk, commit);
            }
        }
    }

    /** What is no commit in the end is refused later, by its kind. */
    private static void start(RevWalk walk, ObjectId tip) throws IOException {
        RevObject pushed = walk.peel(walk.parseAny(tip));
        if (pushed instanceof RevCommit commit) {
            walk.markStart(commit);
        }
    }

    private static void check(RevWalk walk, RevCommit commit) throws IOException {
        List<ObjectId> complete = new ArrayList<>();
        for (RevCommit parent : commit.getParents()) {
            walk.parseHeaders(parent);
            complete.add(parent.getTree());
        }
        CompleteTree.check(walk.getObjectReader(), commit.getTree(), complete);
    }
}
