package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.report.Outcome;
import java.util.List;

/** P4: {@code git push} of one changed file into a large space, the page committed in the wiki, beside the same to plain git. */
final class PushOfOneFile implements Work {
    private static final double LIMIT = 1;

    @Override
    public String row() {
        return "P4";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        Pushes.Pair took = new Pushes(lab, lab.large(), lab.ours())
                .measure(1, lab.sizes().warmups(), lab.sizes().shortRuns());
        return List.of(Outcome.compared(
                row(), "git push of one changed file", took.ours(), took.theirs(), "plain git", LIMIT));
    }
}
