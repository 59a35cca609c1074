package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.content.Images;
import dev.gitsync.benchmarks.report.GcLog;
import dev.gitsync.benchmarks.report.Outcome;
import dev.gitsync.benchmarks.report.Samples;
import dev.gitsync.benchmarks.side.Site;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Pushes a commit of images into an empty space and clones it, on both sides in turn, and looks at the size of the database and at the
 * heap of the server.
 */
final class ImageTransfers {
    private static final double LIMIT = 1.2;
    private static final double SIZE_LIMIT = 1.1;
    private static final int WARMUP_MEGABYTES = 40;
    private static final int WARMUPS = 5;
    private static final String HEAP = "256m";
    private static final Map<String, String> SETTINGS = Map.of("GIT_SYNC_MAX_PACK_BYTES", String.valueOf(16L << 30));

    private final Lab lab;
    private final ImageClient client;
    private final Samples.Series pushes = Samples.millis();
    private final Samples.Series plainPushes = Samples.millis();
    private final Samples.Series clones = Samples.millis();
    private final Samples.Series plainClones = Samples.millis();
    private final Samples.Series databases = Samples.megabytes();
    private final Samples.Series contents = Samples.megabytes();

    ImageTransfers(Lab lab, ImageClient client) {
        this.lab = lab;
        this.client = client;
    }

    List<Outcome> measure(String row, String what) {
        Path gcLog = lab.freshFolder();
        String name = row.toLowerCase(java.util.Locale.ROOT);
        try (Site ours = lab.start(HEAP, SETTINGS, gcLog)) {
            warmUp(ours, name + "-warm-up-");
            Path work = lab.freshFolder();
            long bytes = commit(work, lab.sizes().imageMegabytes());
            for (int run = 0; run < lab.sizes().runs(); run++) {
                contents.add(bytes / 1e6);
                run(ours, work, name + "-" + run);
            }
            Command.delete(work);
        }
        String heap = "server with -Xmx" + HEAP + ", at most " + GcLog.mostAfterCollection(gcLog)
                + " MB of heap after a collection, and "
                + GcLog.most(gcLog) + " MB before one";
        return List.of(
                Outcome.compared(
                                row,
                                "git push of " + what,
                                pushes.samples(),
                                plainPushes.samples(),
                                client.other(),
                                LIMIT)
                        .with(heap),
                Outcome.compared(
                        row, "git clone of " + what, clones.samples(), plainClones.samples(), client.other(), LIMIT),
                Outcome.compared(
                        row,
                        "the database after that",
                        databases.samples(),
                        contents.samples(),
                        "the images",
                        SIZE_LIMIT));
    }

    private long commit(Path work, int megabytes) {
        client.init(work);
        long bytes = Images.write(work, megabytes * 1_000_000L);
        client.commit(work);
        return bytes;
    }

    /** Lets the JVM of the server compile what it needs, with little work for the client. */
    private void warmUp(Site ours, String name) {
        Path work = lab.freshFolder();
        commit(work, WARMUP_MEGABYTES);
        Command.git("config", "pack.window", "0").in(work).run();
        Command.git("config", "pack.compression", "0").in(work).run();
        for (int i = 0; i < WARMUPS; i++) {
            lab.emptySpace(name + i);
            client.push(work, ours.url(name + i));
            client.clone(ours.url(name + i), lab.freshFolder());
        }
        Command.delete(work);
    }

    private void run(Site ours, Path work, String name) {
        lab.emptySpace(name);
        long before = lab.database().megabytes();
        pushes.add(client.push(work, ours.url(name)));
        plainPushes.add(client.pushBeside(work, lab.plain().url(name)));
        clones.add(client.clone(ours.url(name), lab.freshFolder()));
        plainClones.add(client.cloneBeside(lab.plain().url(name), lab.freshFolder()));
        databases.add((double) (lab.database().megabytes() - before));
        lab.plain().remove(name);
    }
}
