package dev.gitsync.benchmarks.work;

import dev.gitsync.GitSync;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import java.util.List;

/** P1: a cycle that finds nothing to do, in a large space beside a small one. */
final class NoOpCycle implements Work {
    private static final double LIMIT = 1.5;
    private static final double MOST_MILLIS = 10;
    private static final int RUNS = 200;
    private static final int WARMUPS = 500;

    @Override
    public String row() {
        return "P1";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        BenchSpace large = lab.large();
        BenchSpace small = lab.small();
        Samples.Series ofLarge = Samples.millis();
        Samples.Series ofSmall = Samples.millis();
        try (GitSync engine = lab.engine()) {
            for (int run = -WARMUPS; run < RUNS; run++) {
                double slow = cycle(engine, large);
                double fast = cycle(engine, small);
                if (run >= 0) {
                    ofLarge.add(slow);
                    ofSmall.add(fast);
                }
            }
        }
        return List.of(Outcome.compared(
                        row(),
                        "a cycle with nothing to do, large space",
                        ofLarge.samples(),
                        ofSmall.samples(),
                        "small space",
                        LIMIT)
                .atMost(MOST_MILLIS));
    }

    private static double cycle(GitSync engine, BenchSpace space) {
        long begin = System.nanoTime();
        Lab.requireDone(engine.runOnce(space.space().id()));
        return (System.nanoTime() - begin) / 1e6;
    }
}
