package dev.gitsync.internal.receive;

import dev.gitsync.internal.lfs.PointerCheck;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * Checks every object that a push adds, before anything is planned and regardless of how it reached the repository:
 *
 * <ol>
 *   <li>The commits in {@code (main, pushed]} are found; there must not be too many, and none may lack a parent.
 *   <li>Each commit object must satisfy {@link CommitRules}.
 *   <li>{@link NewTrees} walks each commit's tree beside those of its parents, and reads what they don't have.
 *   <li>The same is done for the newest commit beside {@code main}, so that small changes in every commit can't be
 *       too many in total.
 *   <li>Each small file that a commit adds is parsed as a pointer of Git LFS, and a {@link PointerCheck} looks for its object.
 * </ol>
 *
 * What would break a clone, or harm its user, is refused in every commit; whether the newest tree can be a wiki
 * is decided by the planner. The cost is proportional to what the push adds.
 *
 * <p>In a class cycle with {@link NewTrees} and {@link NewFiles}: they share its input.
 */
public final class PushedObjects {
    /** The factor for commits with wrong times, for which JGit visits commits of main too: these must not exhaust the limit at once. */
    private static final int PATIENCE = 20;

    private final Input input;
    private final ObjectReader reader;
    private final ProposalLimits limits;
    private final WorkBudget budget;
    private final ObjectId main;
    private final ObjectId pushed;
    private final PushProblems problems;
    private long commitBytes;

    /**
     * The objects of a push.
     *
     * @param reader reads the objects of the space and of the push
     * @param received what is known of the blobs of the push
     * @param objects finds the objects of Git LFS that pointers of the push name and that are missing
     */
    public record Input(ObjectReader reader, ReceivedBlobs received, PointerCheck objects) {}

    private PushedObjects(Input input, ProposalLimits limits, WorkBudget budget, ObjectId main, ObjectId pushed) {
        this.budget = budget;
        this.input = input;
        this.reader = input.reader();
        this.limits = limits;
        this.main = main;
        this.pushed = pushed;
        this.problems = new PushProblems(pushed);
    }

    /**
     * Checks a push.
     *
     * @param budget spent with each commit
     * @param main the commit of {@code main}; the zero id when there is none
     * @param pushed the commit to which the push moves it
     * @return the bytes to count for what a plan of the push would note of its files
     * @throws ProposalException when an object is invalid; names all problems found
     * @throws IncompleteHistoryException when a commit is missing, as from a shallow clone
     */
    public static long check(Input input, ProposalLimits limits, WorkBudget budget, ObjectId main, ObjectId pushed)
            throws IOException, ProposalException, IncompleteHistoryException {
        budget.doing("looking at the pushed commits");
        return new PushedObjects(input, limits, budget, main, pushed).check();
    }

    private long check() throws IOException, ProposalException, IncompleteHistoryException {
        checkTip();
        try (RevWalk walk = new PushWalk(reader)) {
            walk.setRetainBody(false);
            List<RevCommit> commits = newCommits(walk);
            for (RevCommit commit : commits) {
                budget.spend();
                checkCommit(commit);
            }
            problems.throwIfAny();
            long room = checkTrees(walk, commits);
            problems.throwIfAny();
            input.objects().throwIfAny();
            return room;
        }
    }

    private void checkTip() throws IOException, ProposalException, IncompleteHistoryException {
        try {
            ObjectLoader tip = reader.open(pushed, Constants.OBJ_COMMIT);
            if (tip.getSize() <= CommitRules.MOST_BYTES) {
                return;
            }
            problems.with(pushed, "is larger than " + CommitRules.MOST_BYTES + " bytes");
        } catch (MissingObjectException e) {
            throw new IncompleteHistoryException(pushed);
        } catch (IncorrectObjectTypeException e) {
            problems.with(pushed, "is not a commit; main must point to one");
        }
        problems.throwIfAny();
    }

    /** Returns the commits that main does not have yet, oldest first. */
    private List<RevCommit> newCommits(RevWalk walk) throws IOException, ProposalException, IncompleteHistoryException {
        List<RevCommit> commits = new ArrayList<>();
        try {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.REVERSE, true);
            walk.setRevFilter(new CountingFilter((long) PATIENCE * limits.maxCommits()));
            walk.markStart(walk.parseCommit(pushed));
            if (!main.equals(ObjectId.zeroId())) {
                walk.markUninteresting(walk.parseCommit(main));
            }
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                commits.add(commit);
            }
        } catch (MissingObjectException e) {
            if (ObjectId.zeroId().equals(e.getObjectId())) {
                throw malformedHistory();
            }
            throw new IncompleteHistoryException(e.getObjectId());
        } catch (CountingFilter.TooManyException e) {
            throw tooManyCommits();
        } catch (IncorrectObjectTypeException | RuntimeException e) {
            // RevWalk assumes valid commits, and fails in many ways when they are not.
            throw malformedHistory();
        }
        problems.throwIfAny();
        if (commits.size() > limits.maxCommits()) {
            throw tooManyCommits();
        }
        return commits;
    }

    private ProposalException malformedHistory() {
        return ProposalException.inAnyCommit(List.of("The history of " + PushProblems.shortened(pushed)
                + " contains an invalid commit object; 'git fsck' finds it"));
    }

    private ProposalException tooManyCommits() {
        return ProposalException.inAnyCommit(List.of(tooManyCommits(limits.maxCommits())));
    }

    static String tooManyCommits(int most) {
        return "The push has more than " + most
                + " commits; push it in several steps, older commits first: git push origin <commit>:main";
    }

    private void checkCommit(ObjectId commit) throws IOException, ProposalException {
        ObjectLoader loader = reader.open(commit, Constants.OBJ_COMMIT);
        commitBytes += loader.getSize();
        budget.requireRoom(commitBytes);
        Optional<String> flaw = loader.getSize() > CommitRules.MOST_BYTES
                ? Optional.of("is larger than " + CommitRules.MOST_BYTES + " bytes")
                : CommitRules.flaw(loader.getBytes());
        if (flaw.isPresent()) {
            problems.with(commit, flaw.get());
        }
    }

    private long checkTrees(RevWalk walk, List<RevCommit> commits) throws IOException, ProposalException {
        NewTrees trees = new NewTrees(input, limits, problems);
        for (RevCommit commit : commits) {
            budget.spend();
            // A commit may name a parent many times, and many parents may have the same tree.
            Set<ObjectId> before = new LinkedHashSet<>();
            for (RevCommit parent : commit.getParents()) {
                before.add(walk.parseCommit(parent).getTree());
            }
            trees.check(commit, commit.getTree(), List.copyOf(before));
            problems.throwIfAny();
        }
        boolean isOneStep = commits.size() == 1 && commits.get(0).getParentCount() <= 1;
        if (!isOneStep && !commits.isEmpty()) {
            List<ObjectId> before = main.equals(ObjectId.zeroId())
                    ? List.of()
                    : List.of(walk.parseCommit(main).getTree());
            trees.check(pushed, walk.parseCommit(pushed).getTree(), before);
        }
        return trees.room();
    }

    /** Includes every commit up to a maximum number, so that a walk can't exhaust the memory. */
    private static final class CountingFilter extends RevFilter {
        private final long most;
        private long seen;

        CountingFilter(long most) {
            this.most = most;
        }

        @Override
        public boolean include(RevWalk walker, RevCommit commit) {
            if (++seen > most) {
                throw new TooManyException();
            }
            return true;
        }

        @Override
        public RevFilter clone() {
            return new CountingFilter(most);
        }

        @Override
        public boolean requiresCommitBody() {
            return false;
        }

        /** Thrown when the walk exceeds the maximum number of commits. */
        static final class TooManyException extends RuntimeException {
            @Serial
            private static final long serialVersionUID = 1L;
        }
    }
}
