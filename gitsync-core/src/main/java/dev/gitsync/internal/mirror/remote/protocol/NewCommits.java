package dev.gitsync.internal.mirror.remote.protocol;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevFlag;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Finds the commits between those that a remote has and a new one. Walks from both, the newest commit first and the new ones before the
 * known ones, until only known ones are left. If clocks went wrong, it finds some that the remote has as well; unlike JGit's walk, it
 * does not read all commits of the same second to rule that out. Not safe for use by several threads.
 */
final class NewCommits {
    private final RevWalk walk;
    private final RevFlag known;
    private final RevFlag seen;
    private final RevFlag waiting;
    private final PriorityQueue<Waiting> queue =
            new PriorityQueue<>(Comparator.comparing(Waiting::time).reversed().thenComparing(Waiting::isKnown));
    private final List<RevCommit> found = new ArrayList<>();
    private int unknown;

    private NewCommits(RevWalk walk) {
        this.walk = walk;
        this.known = walk.newFlag("KNOWN");
        this.seen = walk.newFlag("SEEN");
        this.waiting = walk.newFlag("WAITING");
    }

    /** A commit in the queue, at its place. */
    private record Waiting(RevCommit commit, boolean isKnown) {
        int time() {
            return commit.getCommitTime();
        }
    }

    /**
     * Returns the commits of the history of {@code commit} that none of {@code known} contains, parents first.
     *
     * @param known ids that need not exist
     */
    static List<RevCommit> of(RevWalk walk, ObjectId commit, Collection<ObjectId> known) throws IOException {
        NewCommits commits = new NewCommits(walk);
        commits.run(commit, known);
        return commits.parentsFirst();
    }

    /**
     * Reads the commits of the history of {@code commit} that none of {@code known} contains.
     *
     * @throws MissingObjectException when one of them is missing
     * @throws IncorrectObjectTypeException when one of them is not a commit
     */
    static void check(RevWalk walk, ObjectId commit, Collection<ObjectId> known) throws IOException {
        new NewCommits(walk).run(commit, known);
    }

    /** Returns whether {@code commit} is a descendant of {@code ancestor}, or the same. */
    static boolean isDescendant(RevWalk walk, ObjectId commit, ObjectId ancestor) throws IOException {
        if (commit.equals(ancestor)) {
            return true;
        }
        for (RevCommit between : of(walk, commit, List.of(ancestor))) {
            for (RevCommit parent : between.getParents()) {
                if (parent.equals(ancestor)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void start(ObjectId id) throws IOException {
        try {
            reach(walk.parseCommit(id), true);
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            // The remote has more than this repository.
        }
    }

    private void run(ObjectId commit, Collection<ObjectId> ofRemote) throws IOException {
        try {
            for (ObjectId id : ofRemote) {
                start(id);
            }
            reach(walk.parseCommit(commit), false);
            run();
            found.removeIf(next -> next.has(known));
        } finally {
            walk.disposeFlag(known);
            walk.disposeFlag(seen);
            walk.disposeFlag(waiting);
        }
    }

    private void run() throws IOException {
        while (unknown > 0) {
            RevCommit next = queue.remove().commit;
            next.remove(waiting);
            boolean isKnown = next.has(known);
            if (!isKnown) {
                unknown--;
                found.add(next);
            }
            for (RevCommit parent : next.getParents()) {
                reach(parent, isKnown);
            }
        }
    }

    private List<RevCommit> parentsFirst() {
        Set<RevCommit> waitingFor = new HashSet<>(found);
        List<RevCommit> sorted = new ArrayList<>(found.size());
        Deque<RevCommit> path = new ArrayDeque<>();
        for (RevCommit start : found) {
            path.push(start);
            while (!path.isEmpty()) {
                RevCommit top = path.peek();
                Optional<RevCommit> before = Arrays.stream(top.getParents())
                        .filter(waitingFor::contains)
                        .findFirst();
                if (before.isPresent() && waitingFor.contains(top)) {
                    path.push(before.get());
                } else {
                    path.pop();
                    if (waitingFor.remove(top)) {
                        sorted.add(top);
                    }
                }
            }
        }
        return sorted;
    }

    private void reach(RevCommit commit, boolean isKnown) throws IOException {
        if (!commit.has(seen)) {
            walk.parseHeaders(commit);
            commit.add(seen);
            commit.add(waiting);
            queue.add(new Waiting(commit, isKnown));
            unknown++;
        }
        if (isKnown && !commit.has(known)) {
            commit.add(known);
            unknown -= commit.has(waiting) ? 1 : 0;
        }
    }
}
