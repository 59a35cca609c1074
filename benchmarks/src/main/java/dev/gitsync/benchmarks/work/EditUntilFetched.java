package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Clone;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import java.util.List;
import java.util.Locale;

/** P2: from the beginning of an edit in the wiki until a fetch has it, in a large space beside a small one. */
final class EditUntilFetched implements Work {
    private static final double LIMIT = 1.5;

    @Override
    public String row() {
        return "P2";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        BenchSpace large = lab.large();
        BenchSpace small = lab.small();
        Outcome whole = compared(lab, "", lab.clone(lab.ours(), large), lab.clone(lab.ours(), small));
        Outcome partial = compared(
                lab,
                ", clones with --filter=blob:none",
                lab.clone(lab.ours(), large, "--filter=blob:none"),
                lab.clone(lab.ours(), small, "--filter=blob:none"));
        return List.of(
                whole.with(String.format(
                        Locale.ROOT,
                        "git's own fetch of a commit from plain git, with such clones: %.0f ms, small %.0f ms",
                        plainFetch(lab, large),
                        plainFetch(lab, small))),
                partial);
    }

    private Outcome compared(Lab lab, String how, Clone ofLarge, Clone ofSmall) {
        Samples.Series slow = Samples.millis();
        Samples.Series fast = Samples.millis();
        for (int run = -lab.sizes().warmups(); run < lab.sizes().shortRuns(); run++) {
            int page = Math.floorMod(run, 100);
            double inLarge = editAndFetch(lab, lab.large(), page, ofLarge);
            double inSmall = editAndFetch(lab, lab.small(), page, ofSmall);
            if (run >= 0) {
                slow.add(inLarge);
                fast.add(inSmall);
            }
        }
        return Outcome.compared(
                row(),
                "an edit in the wiki until git fetch has it, large space" + how,
                slow.samples(),
                fast.samples(),
                "small space",
                LIMIT);
    }

    /** What of it is the client's, which looks through what it has, whoever serves it. The median, in milliseconds. */
    private static double plainFetch(Lab lab, BenchSpace space) {
        Clone writer = lab.clone(lab.plain(), space);
        Clone reader = lab.clone(lab.plain(), space);
        List<String> page = List.of(writer.paths(1).get(0));
        Samples.Series took = Samples.millis();
        for (int run = -lab.sizes().warmups(); run < lab.sizes().shortRuns(); run++) {
            writer.edit(page, lab.text());
            writer.push();
            double fetched = reader.fetch();
            if (run >= 0) {
                took.add(fetched);
            }
        }
        return took.samples().median();
    }

    private static double editAndFetch(Lab lab, BenchSpace space, int page, Clone clone) {
        String before = clone.id("origin/main");
        long begin = System.nanoTime();
        lab.edit(space, space.leaf(page));
        clone.fetch();
        double took = (System.nanoTime() - begin) / 1e6;
        if (clone.id("origin/main").equals(before)) {
            throw new IllegalStateException("The fetch did not bring the edit");
        }
        return took;
    }
}
