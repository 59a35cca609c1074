package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Clone;
import dev.gitsync.benchmarks.report.Samples;
import dev.gitsync.benchmarks.side.Site;
import java.util.List;
import java.util.stream.IntStream;

/** Pushes the same changes to two sides, in turn. */
final class Pushes {
    private final Lab lab;
    private final Clone ours;
    private final Clone theirs;
    private final List<String> paths;

    Pushes(Lab lab, BenchSpace space, Site site) {
        this.lab = lab;
        ours = lab.clone(site, space);
        theirs = lab.clone(lab.plain(), space);
        List<String> all = theirs.paths(1);
        paths = all.stream().filter(path -> path.endsWith(".md")).toList();
    }

    record Pair(Samples ours, Samples theirs) {}

    /** Pushes {@code files} changed files {@code runs} times. */
    Pair measure(int files, int warmups, int runs) {
        Samples.Series oursTook = Samples.millis();
        Samples.Series theirsTook = Samples.millis();
        for (int run = -warmups; run < runs; run++) {
            List<String> changed = some(files, run + warmups);
            String text = lab.text();
            ours.edit(changed, text);
            theirs.edit(changed, text);
            double a = ours.push();
            double b = theirs.push();
            if (run >= 0) {
                oursTook.add(a);
                theirsTook.add(b);
            }
        }
        return new Pair(oursTook.samples(), theirsTook.samples());
    }

    /** Files from all over the space. */
    private List<String> some(int files, int run) {
        int step = Math.max(1, paths.size() / files);
        return IntStream.range(0, files)
                .mapToObj(i -> paths.get((i * step + run * 37) % paths.size()))
                .distinct()
                .toList();
    }
}
