package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import dev.gitsync.benchmarks.side.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** P6: {@code git clone} of a large space after maintenance, beside plain git after a repack; with the checkout and without. */
final class FullClone implements Work {
    private static final double LIMIT = 1;

    @Override
    public String row() {
        return "P6";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        BenchSpace space = lab.large();
        lab.maintain(space);
        lab.plain().create(space.name(), lab.ours().url(space.name()));
        return List.of(
                measure(lab, space, "git clone, with its checkout", List.of()),
                measure(lab, space, "git clone, without the checkout", List.of("-n")));
    }

    private Outcome measure(Lab lab, BenchSpace space, String what, List<String> options) {
        Samples.Series ours = Samples.millis();
        Samples.Series theirs = Samples.millis();
        for (int run = -1; run < lab.sizes().runs(); run++) {
            double a = took(lab, lab.ours(), space, options);
            double b = took(lab, lab.plain(), space, options);
            if (run >= 0) {
                ours.add(a);
                theirs.add(b);
            }
        }
        return Outcome.compared(row(), what, ours.samples(), theirs.samples(), "plain git, repacked", LIMIT);
    }

    private static double took(Lab lab, Site site, BenchSpace space, List<String> options) {
        Path folder = lab.freshFolder();
        String[] words = Stream.of(List.of("clone", "-q"), options, List.of(site.url(space.name()), folder.toString()))
                .flatMap(List::stream)
                .toArray(String[]::new);
        double took = Command.git(words).millis();
        Command.delete(folder);
        return took;
    }
}
