package dev.gitsync.internal.receive;

import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.tree.Paths;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;

/** Collects the problems of a push, each with the path and, if it is not the newest, the commit that contains it. */
final class PushProblems {
    /** The maximum number of problems counted; the check of a push that has more ends. */
    private static final int MOST = 10_000;

    private static final int SHORT_ID = 10;

    private final ObjectId tip;
    private final List<String> found = new ArrayList<>();

    PushProblems(ObjectId tip) {
        this.tip = tip;
    }

    /** Adds a problem at a path of a commit. */
    void at(String path, ObjectId commit, String what) throws ProposalException {
        String shown = path.isEmpty() ? "The top folder" : Paths.shown(path);
        add(shown + " " + what + where(commit));
    }

    /** Returns the words that end a sentence about something in a commit. */
    String where(ObjectId commit) {
        return commit.equals(tip) ? "" : " (in commit " + shortened(commit) + ")";
    }

    /** Adds a problem of a commit itself. */
    void with(ObjectId commit, String what) throws ProposalException {
        add(of(commit, what));
    }

    static String of(ObjectId commit, String what) {
        return "Commit " + shortened(commit) + " " + what;
    }

    /** @throws ProposalException when there is any problem */
    void throwIfAny() throws ProposalException {
        if (!found.isEmpty()) {
            throw ProposalException.inAnyCommit(found);
        }
    }

    static String shortened(ObjectId id) {
        return id.abbreviate(SHORT_ID).name();
    }

    private void add(String problem) throws ProposalException {
        found.add(problem);
        if (found.size() >= MOST) {
            throw ProposalException.inAnyCommit(found);
        }
    }
}
