package dev.gitsync.internal.mirror.folder;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The commits of the remote that have no translation yet, in parts, so that a translation that ends early need not look for its place again:
 * each part is the history of one commit without those of the parts before it. The walk ends at commits that have a translation, so its
 * cost is that of the new commits, whatever their dates.
 *
 * @param count the number of commits
 * @param ends the last commit of each part, parents first; the last one is the tip
 * @param isMet whether the commit that was asked for is in the history of the tip
 */
record TranslationPlan(int count, List<ObjectId> ends, boolean isMet) {
    private static final int PART = 1_000;

    TranslationPlan {
        ends = List.copyOf(ends);
    }

    /** A commit on the way, and its parents. */
    private record Step(ObjectId commit, List<ObjectId> parents) {}

    /**
     * Plans the translation of a commit and its history.
     *
     * @param expected a commit that was translated before, the zero id for none; {@link #isMet} holds only if all translated
     *     commits are in its history
     */
    static TranslationPlan of(ObjectReader reader, CommitPairs pairs, ObjectId tip, ObjectId expected)
            throws IOException {
        Walk walk = new Walk(reader, pairs, expected);
        walk.run(tip);
        return new TranslationPlan(
                walk.count, walk.ends, walk.isMet || tip.equals(expected) || expected.equals(ObjectId.zeroId()));
    }

    private static final class Walk {
        private final ObjectReader reader;
        private final CommitPairs pairs;
        private final ObjectId expected;
        private final Set<ObjectId> passed = new HashSet<>();
        private final Deque<Step> steps = new ArrayDeque<>();
        private final List<ObjectId> ends = new ArrayList<>();
        private int count;
        private boolean isMet;

        Walk(ObjectReader reader, CommitPairs pairs, ObjectId expected) {
            this.reader = reader;
            this.pairs = pairs;
            this.expected = expected;
        }

        void run(ObjectId tip) throws IOException {
            push(tip);
            while (!steps.isEmpty()) {
                Step step = steps.peek();
                boolean isReady = true;
                for (ObjectId parent : step.parents()) {
                    isMet |= parent.equals(expected);
                    isReady &= !push(parent);
                }
                if (isReady) {
                    steps.pop();
                    pass(step.commit(), tip);
                }
            }
        }

        private boolean push(ObjectId commit) throws IOException {
            if (passed.contains(commit) || pairs.wiki(commit).isPresent()) {
                return false;
            }
            steps.push(new Step(commit, CommitText.read(reader, commit).parents()));
            return true;
        }

        private void pass(ObjectId commit, ObjectId tip) {
            if (passed.add(commit)) {
                count++;
                if (count % PART == 0 || commit.equals(tip)) {
                    ends.add(commit);
                }
            }
        }
    }
}
