package dev.gitsync.benchmarks.work;

import dev.gitsync.GitSync;
import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import dev.gitsync.settings.GitSyncSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * P3: every page of a space into git for the first time, beside {@code git fast-import} of the same commits: one a page, as
 * is the default, and one for all edits of an author in a day, as the setting can have it.
 */
final class FirstExport implements Work {
    private static final double LIMIT = 2;

    @Override
    public String row() {
        return "P3";
    }

    @Override
    public List<Outcome> measure(Lab lab) {
        List<Outcome> outcomes = new ArrayList<>();
        GitSyncSettings grouped =
                GitSyncSettings.builder().commitWindow(Duration.ofDays(1)).build();
        outcomes.add(measure(lab, "first export, a commit for all pages of an author and day", grouped));
        // Last, because its commits are what the other rows go on with.
        outcomes.add(measure(lab, "first export, a commit for each page", GitSyncSettings.defaults()));
        return outcomes;
    }

    private Outcome measure(Lab lab, String what, GitSyncSettings settings) {
        BenchSpace space = lab.largeUnexported();
        Samples.Series ours = Samples.millis();
        Samples.Series theirs = Samples.millis();
        Path stream = null;
        // The first run is for the JVM.
        for (int run = 0; run <= lab.sizes().runs(); run++) {
            lab.forgetRepository(space);
            double took = export(lab, space, settings);
            if (stream == null) {
                stream = stream(lab, space);
            }
            double imported = fastImport(lab, stream);
            if (run > 0) {
                ours.add(took);
                theirs.add(imported);
            }
        }
        return Outcome.compared(
                row(), what, ours.samples(), theirs.samples(), "git fast-import of the same commits", LIMIT);
    }

    private static double export(Lab lab, BenchSpace space, GitSyncSettings settings) {
        try (GitSync engine = lab.engine(settings)) {
            long begin = System.nanoTime();
            Lab.requireDone(engine.runOnce(space.space().id()));
            return (System.nanoTime() - begin) / 1e6;
        }
    }

    private static Path stream(Lab lab, BenchSpace space) {
        Path clone = lab.clone(lab.ours(), space).folder();
        Path stream = lab.freshFolder();
        Command.of("sh", "-c", "git -C '" + clone + "' fast-export --signed-tags=strip main > '" + stream + "'")
                .run();
        Command.delete(clone);
        return stream;
    }

    private static double fastImport(Lab lab, Path stream) {
        Path repository = lab.freshFolder();
        Command.git("init", "-q", "--bare", repository.toString()).run();
        double took = Command.git("fast-import", "--quiet")
                .in(repository)
                .reading(stream)
                .millis();
        Command.delete(repository);
        return took;
    }
}
