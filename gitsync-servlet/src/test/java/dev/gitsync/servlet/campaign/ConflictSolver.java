package dev.gitsync.servlet.campaign;

import dev.gitsync.servlet.campaign.Changes.Kind;
import dev.gitsync.servlet.campaign.Clone.Answer;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;

/** Merges {@code main} with another branch, and pushes the merge to {@code main}. Safe for use by several threads. */
final class ConflictSolver implements Participant {
    private static final int MOST_TRIES = 5;

    private final String who;
    private final Clone clone;
    private final Branch other;
    private final Changes changes;

    /** Where the other side of the conflict is. */
    @FunctionalInterface
    interface Branch {
        /** Returns its commit, whose objects are in the clone; the zero id if it is not there. */
        ObjectId read() throws IOException;
    }

    ConflictSolver(String who, Clone clone, Branch other, Changes changes) {
        this.who = who;
        this.clone = clone;
        this.other = other;
        this.changes = changes;
    }

    @Override
    public synchronized void change() throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            ObjectId ours = clone.branch("main");
            ObjectId theirs = other.read();
            if (theirs.equals(ObjectId.zeroId()) || theirs.equals(ours)) {
                return;
            }
            String name = changes.name(who);
            try (TreeEditor trees = new TreeEditor(clone.git())) {
                ObjectId merge = trees.commit(trees.union(ours, theirs), List.of(ours, theirs), name);
                Answer answer = clone.push(ours, merge);
                changes.count("solver push " + answer);
                if (answer == Answer.DONE) {
                    changes.done(name, Kind.OTHER);
                    return;
                }
            }
        }
    }
}
