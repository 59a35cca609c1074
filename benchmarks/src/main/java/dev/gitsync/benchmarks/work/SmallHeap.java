package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import dev.gitsync.benchmarks.side.Site;
import java.nio.file.Path;
import java.util.List;

/** P10: a clone of, and pushes into, a large space while the server has a small heap. An error of memory ends it. */
final class SmallHeap implements Work {
    private static final String HEAP = "256m";

    @Override
    public String row() {
        return "P10";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        BenchSpace space = lab.large();
        try (Site small = lab.start(HEAP)) {
            Samples.Series ours = Samples.millis();
            Samples.Series theirs = Samples.millis();
            for (int run = 0; run < lab.sizes().runs(); run++) {
                ours.add(cloned(lab, small, space));
                theirs.add(cloned(lab, lab.plain(), space));
            }
            Pushes.Pair pushes = new Pushes(lab, space, small)
                    .measure(1, lab.sizes().warmups(), lab.sizes().shortRuns());
            return List.of(
                    works("git clone, server with -Xmx" + HEAP, ours.samples(), theirs.samples()),
                    works("git push of one file, server with -Xmx" + HEAP, pushes.ours(), pushes.theirs()));
        }
    }

    private Outcome works(String what, Samples ours, Samples theirs) {
        return Outcome.compared(row(), what, ours, theirs, "plain git", Double.POSITIVE_INFINITY);
    }

    private static double cloned(Lab lab, Site site, BenchSpace space) {
        Path folder = lab.freshFolder();
        double took = Command.git("clone", "-q", "-n", site.url(space.name()), folder.toString())
                .millis();
        Command.delete(folder);
        return took;
    }
}
