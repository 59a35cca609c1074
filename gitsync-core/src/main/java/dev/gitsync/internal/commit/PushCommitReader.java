package dev.gitsync.internal.commit;

import dev.gitsync.internal.history.PushedRange;
import dev.gitsync.internal.identity.PushedCommits;
import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Reads the commits of a push for the planner, without their trees. */
final class PushCommitReader {
    private PushCommitReader() {}

    /** Returns the commits in {@code (before, newest]}; none when {@code before} is the zero id, since there are no pages to trace then. */
    static PushedCommits read(ObjectReader reader, ObjectId before, ObjectId newest, WorkBudget budget)
            throws IOException {
        if (before.equals(ObjectId.zeroId())) {
            return PushedCommits.none();
        }
        List<PushedCommits.Commit> commits = new ArrayList<>();
        try (RevWalk walk = new RevWalk(reader)) {
            PushedRange range = new PushedRange(before, newest, newest);
            for (RevCommit commit : range.newestFirst(walk, budget)) {
                List<PushedCommits.Parent> parents = new ArrayList<>();
                // A commit may name the same parent several times.
                for (RevCommit parent : new LinkedHashSet<>(List.of(commit.getParents()))) {
                    walk.parseHeaders(parent);
                    parents.add(new PushedCommits.Parent(
                            parent.copy(), parent.getTree().copy()));
                }
                commits.add(
                        new PushedCommits.Commit(commit.copy(), commit.getTree().copy(), parents));
            }
        }
        return new PushedCommits(commits);
    }
}
