package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.history.Ancestry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Answers questions about commits. Reads only the commits that lie between those in question. */
record CommitGraph(Repository git) {
    /** Returns whether the repository has this commit; false for the zero id. */
    boolean has(ObjectId commit) throws IOException {
        try (ObjectReader reader = git.newObjectReader()) {
            return !commit.equals(ObjectId.zeroId()) && reader.has(commit, Constants.OBJ_COMMIT);
        }
    }

    /** Returns whether the history of {@code newer} contains {@code older}; false for a commit that the repository lacks. */
    boolean isIn(ObjectId older, ObjectId newer) throws IOException {
        if (!has(older) || !has(newer)) {
            return false;
        }
        try (ObjectReader reader = git.newObjectReader();
                Ancestry history = new Ancestry(reader)) {
            return history.contains(newer, older);
        }
    }

    /** Returns whether a commit is in the history of {@code newer} but not in that of {@code older}. Reads only commits of which that holds. */
    boolean isAfter(ObjectId commit, ObjectId older, ObjectId newer) throws IOException {
        try (RevWalk walk = new RevWalk(git)) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(newer));
            walk.markUninteresting(walk.parseCommit(older));
            for (RevCommit next = walk.next(); next != null; next = walk.next()) {
                if (next.equals(commit)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Returns a newest commit that both histories contain, empty if there is none. */
    Optional<ObjectId> mergeBase(ObjectId one, ObjectId other) throws IOException {
        try (ObjectReader reader = git.newObjectReader();
                Ancestry history = new Ancestry(reader)) {
            return history.mergeBases(one, other).stream().findFirst();
        }
    }

    /** Returns whether more than {@code most} commits are in the history of {@code tip} but not in that of {@code base}. */
    boolean isLongerThan(int most, ObjectId base, ObjectId tip) throws IOException {
        return commitsAfter(base, tip, most + 1L).size() > most;
    }

    /**
     * Returns the commits from {@code base}, exclusive, to {@code tip} along first parents, oldest first. Commits that are in the
     * history of {@code base} are left out. Empty if more than {@code most} commits are not in that history.
     */
    List<ObjectId> firstParents(ObjectId base, ObjectId tip, int most) throws IOException {
        Set<RevCommit> added = commitsAfter(base, tip, most + 1L);
        if (added.size() > most) {
            return List.of();
        }
        return firstParents(tip, added).stream().map(RevCommit::copy).toList();
    }

    /** Returns the commits of {@code added} that lie on the line of first parents from {@code tip}, oldest first. */
    static List<RevCommit> firstParents(ObjectId tip, Set<RevCommit> added) {
        List<RevCommit> line = new ArrayList<>();
        RevCommit next = added.stream().filter(tip::equals).findFirst().orElse(null);
        while (next != null && added.contains(next)) {
            line.add(next);
            next = next.getParentCount() == 0 ? null : next.getParent(0);
        }
        Collections.reverse(line);
        return line;
    }

    /**
     * Returns the commits in the history of {@code tip} but not in that of {@code base}, newest first, with their parents, but at most
     * {@code most} of them.
     */
    Set<RevCommit> commitsAfter(ObjectId base, ObjectId tip, long most) throws IOException {
        Set<RevCommit> commits = new LinkedHashSet<>();
        try (RevWalk walk = new RevWalk(git)) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(tip));
            if (!base.equals(ObjectId.zeroId())) {
                walk.markUninteresting(walk.parseCommit(base));
            }
            for (RevCommit commit = walk.next(); commit != null && commits.size() < most; commit = walk.next()) {
                commits.add(commit);
            }
        }
        return commits;
    }
}
