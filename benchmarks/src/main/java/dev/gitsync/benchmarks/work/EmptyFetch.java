package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Clone;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import java.util.List;

/** P7: {@code git fetch} with nothing new, a look at the wiki included, beside plain git. */
final class EmptyFetch implements Work {
    private static final double LIMIT = 0.9;

    @Override
    public String row() {
        return "P7";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        BenchSpace space = lab.large();
        Clone ours = lab.clone(lab.ours(), space);
        Clone theirs = lab.clone(lab.plain(), space);
        Samples.Series oursTook = Samples.millis();
        Samples.Series theirsTook = Samples.millis();
        for (int run = -lab.sizes().warmups(); run < 2 * lab.sizes().shortRuns(); run++) {
            double a = ours.fetch();
            double b = theirs.fetch();
            if (run >= 0) {
                oursTook.add(a);
                theirsTook.add(b);
            }
        }
        return List.of(Outcome.compared(
                row(), "git fetch with nothing new", oursTook.samples(), theirsTook.samples(), "plain git", LIMIT));
    }
}
