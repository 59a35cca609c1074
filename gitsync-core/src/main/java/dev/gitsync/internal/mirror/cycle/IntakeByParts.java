package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Accepted;
import dev.gitsync.report.PushResult.Refused;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Takes in more of the remote's history than one push may have:
 *
 * <ol>
 *   <li>The new commits are cut along the first parents of the remote's branch, oldest first. Each part ends at one of these and has at most
 *       as many commits as a push; it is a push of its own.
 *   <li>If a part is refused for what it contains, half of it is tried, and so on. So a state that a later commit corrects, or
 *       that does not conflict any more, is passed over where the limits permit.
 *   <li>If the time of the run is over, the run ends, and the next one continues.
 * </ol>
 *
 * A wiki that was empty is the remote's history so far, so that no page of anyone is lost by what that history deletes: the delete guard does
 * not stop such an import.
 */
final class IntakeByParts {
    private final Inward inward;

    IntakeByParts(Inward inward) {
        this.inward = inward;
    }

    /** The end of the intake: nothing if everything is in the wiki, or a refusal. */
    record Result(Optional<Refused> refusal, Optional<Ending> ending) {
        private static final Result COMPLETE = new Result(Optional.empty(), Optional.empty());

        private static Result of(Ending ending) {
            return new Result(Optional.empty(), Optional.of(ending));
        }
    }

    /**
     * Takes in the commits of the remote's branch.
     *
     * @param isWholeRefused whether they are too much work for one push, whatever their number
     */
    Result take(MirrorRun run, boolean isWholeRefused) throws IOException, OvertakenException {
        Line line = Line.of(run.graph(), run.main(), run.tip());
        int most = isWholeRefused ? line.commits(0, line.size()) / 2 : inward.maxCommits();
        int from = 0;
        while (from < line.size()) {
            if (line.commits(from, from + 1) > inward.maxCommits()) {
                return Result.of(inward.tooManyCommits(run));
            }
            Step step = takeLongest(run, new Part(line, from, line.end(from, most)));
            if (step.to() == from) {
                return step.result();
            }
            from = step.to();
        }
        return Result.COMPLETE;
    }

    /** Takes in a part, or as much of it as the wiki accepts, by halving. */
    private Step takeLongest(MirrorRun run, Part whole) throws IOException, OvertakenException {
        Optional<Refused> refusal = Optional.empty();
        for (Part part = whole; !part.isEmpty(); part = part.half()) {
            if (run.isLate()) {
                return new Step(whole.from(), Result.of(late(run, part)));
            }
            PushResult result = takePart(run, part.tip());
            if (result instanceof Accepted) {
                run.memory().reached(part.tip());
                return new Step(part.to(), Result.COMPLETE);
            }
            refusal = Optional.of((Refused) result);
            if (!Inward.isFinal((Refused) result)) {
                break;
            }
        }
        return new Step(whole.from(), new Result(refusal, Optional.empty()));
    }

    /**
     * What came of a part.
     *
     * @param to the end of what was taken in
     * @param result why it is not more
     */
    private record Step(int to, Result result) {}

    /** The commits {@code [from, to)} of a line. */
    private record Part(Line line, int from, int to) {
        boolean isEmpty() {
            return to <= from;
        }

        ObjectId tip() {
            return line.at(to - 1);
        }

        Part half() {
            return new Part(line, from, from + (to - from) / 2);
        }
    }

    private PushResult takePart(MirrorRun run, ObjectId commit) throws IOException, OvertakenException {
        ObjectId main = run.main();
        Optional<ObjectId> base =
                main.equals(ObjectId.zeroId()) ? Optional.empty() : run.graph().mergeBase(main, commit);
        ObjectId seen = base.orElse(ObjectId.zeroId());
        return run.isImport() && seen.equals(main)
                ? inward.takeHistory(run, seen, commit)
                : inward.take(run, seen, commit);
    }

    private static Ending late(MirrorRun run, Part next) {
        Line line = next.line();
        return new Ending(
                Outcome.IN_PROGRESS,
                "Took in " + line.commits(0, next.from()) + " of " + line.commits(0, line.size())
                        + " new commits of the remote's branch " + run.branch() + "; the next run continues.",
                run.receipt());
    }

    /** The new commits of a branch along its first parents, oldest first. */
    private static final class Line {
        private final List<ObjectId> commits;
        /** How many new commits the histories of the first {@code i} of them have together. */
        private final int[] sums;

        private Line(List<ObjectId> commits, int[] sums) {
            this.commits = commits;
            this.sums = sums;
        }

        static Line of(CommitGraph graph, ObjectId main, ObjectId tip) throws IOException {
            Set<RevCommit> added = graph.commitsAfter(main, tip, Long.MAX_VALUE);
            return of(CommitGraph.firstParents(tip, added), added);
        }

        /** Counts each commit where it comes first; empties {@code left}. */
        private static Line of(List<RevCommit> line, Set<RevCommit> left) {
            int[] sums = new int[line.size() + 1];
            for (int i = 0; i < line.size(); i++) {
                sums[i + 1] = sums[i];
                Deque<RevCommit> next = new ArrayDeque<>(List.of(line.get(i)));
                while (!next.isEmpty()) {
                    RevCommit commit = next.pop();
                    if (left.remove(commit)) {
                        sums[i + 1]++;
                        Collections.addAll(next, commit.getParents());
                    }
                }
            }
            return new Line(line.stream().map(RevCommit::copy).toList(), sums);
        }

        int size() {
            return commits.size();
        }

        ObjectId at(int index) {
            return commits.get(index);
        }

        /** Returns how many new commits the part {@code [from, to)} has. */
        int commits(int from, int to) {
            return sums[to] - sums[from];
        }

        /** Returns the end of the longest part from {@code from} with at most {@code most} commits, but with one step at least. */
        int end(int from, int most) {
            int to = from + 1;
            while (to < size() && commits(from, to + 1) <= most) {
                to++;
            }
            return to;
        }
    }
}
