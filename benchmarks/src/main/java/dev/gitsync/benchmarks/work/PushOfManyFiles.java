package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.report.Outcome;
import java.util.List;

/** P5: {@code git push} of a thousand changed files into a large space, beside the same to plain git. */
final class PushOfManyFiles implements Work {
    private static final double LIMIT = 1.5;
    private static final int FILES = 1000;
    private static final int WARMUPS = 15;

    @Override
    public String row() {
        return "P5";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        Pushes.Pair took = new Pushes(lab, lab.large(), lab.ours())
                .measure(
                        Math.min(FILES, lab.sizes().pages() / 3),
                        WARMUPS,
                        2 * lab.sizes().runs() + 1);
        return List.of(Outcome.compared(
                row(), "git push of 1,000 changed files", took.ours(), took.theirs(), "plain git", LIMIT));
    }
}
