package dev.gitsync.benchmarks.large;

import dev.gitsync.GitSync;
import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.report.GcLog;
import dev.gitsync.benchmarks.side.BenchDatabase;
import dev.gitsync.benchmarks.side.GitSyncSite;
import dev.gitsync.benchmarks.side.Stores;
import dev.gitsync.jdbi.JdbiLeases;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.lock.LeasedSpaceLock;
import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Pushes and fetches gigabytes with git-lfs, each with a cut in the middle:
 *
 * <ol>
 *   <li>A push is killed; the server must discard what it has of the object. The next push completes it.
 *   <li>The server is killed during a fetch; the next one must continue the objects.
 *   <li>{@code git lfs fsck} reads every object, {@code verify} compares wiki and repository, and a file is locked and unlocked.
 * </ol>
 */
@picocli.CommandLine.Command(
        name = "large-files",
        mixinStandardHelpOptions = true,
        description =
                "Pushes and fetches gigabytes with git-lfs through a server with a small heap, with cuts in between."
                        + " Needs four times the size on disk.")
public final class LargeFilesCommand implements Callable<Integer> {
    private static final SpaceId SPACE = new SpaceId("large");
    /** Percent of the size that each file has: with 10 GB, the largest has 4 GB. */
    private static final int[] SHARES = {4, 40, 25, 15, 10, 6};

    @Option(names = "--mb", defaultValue = "10000", description = "Megabytes in all; 10000 by default.")
    private long megabytes = 10_000;

    @Option(names = "--heap", defaultValue = "256m", description = "The heap of the server; 256m by default.")
    private String heap = "256m";

    @Option(names = "--cut-seconds", defaultValue = "40", description = "When a transfer is cut; 40 by default.")
    private int cutSeconds = 40;

    @Option(names = "--work", description = "A folder for data; a new one in /tmp, deleted in the end, by default.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
        Path data = folder == null ? Files.createTempDirectory("gitsync-large") : Files.createDirectories(folder);
        try (BenchDatabase database = BenchDatabase.start(data.resolve("postgres"))) {
            new JdbiSpaces(database.pool().jdbi()).create(SPACE, "", "large", true);
            long bytes = LargeClient.commit(data.resolve("work"), megabytes * 1_000_000, SHARES);
            LargeClient clone;
            try (GitSyncSite server = start(database, data.resolve("gc-1.log"))) {
                push(LargeClient.at(data.resolve("work")), server.url(SPACE.value()), database);
                clone = LargeClient.clone(server.url(SPACE.value()), data.resolve("clone"));
                fetchUntilKilled(clone, server);
            }
            try (GitSyncSite server = start(database, data.resolve("gc-2.log"))) {
                clone.git("remote", "set-url", "origin", server.url(SPACE.value()))
                        .run();
                fetch(clone);
            }
            say("database: %.3f of the contents", database.megabytes() * 1e6 / bytes);
            say("verify: %s", verify(database));
            sayHeap(data.resolve("gc-1.log"));
            sayHeap(data.resolve("gc-2.log"));
        } finally {
            if (folder == null) {
                Command.delete(data);
            }
        }
        return 0;
    }

    private GitSyncSite start(BenchDatabase database, Path gcLog) {
        return GitSyncSite.start(database.jdbcUrl(), new GitSyncSite.Options(heap, null, Map.of(), gcLog));
    }

    private void sayHeap(Path gcLog) {
        say("heap of %s: at most %d MB after a collection", heap, GcLog.mostAfterCollection(gcLog));
    }

    private void push(LargeClient client, String url, BenchDatabase database) {
        boolean isCut =
                !client.git("push", "-q", url, "main").endingAfter(cutSeconds).succeeds();
        long end = System.nanoTime() + 60_000_000_000L;
        while (database.count("SELECT count(*) FROM gitsync_contents WHERE hash IS NULL") > 0
                && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        say(
                "push cut: %s; complete then: %d objects, drafts left: %d",
                isCut,
                database.count("SELECT count(*) FROM gitsync_contents"),
                database.count("SELECT count(*) FROM gitsync_contents WHERE hash IS NULL"));
        say("push: %.1f s", client.git("push", "-q", url, "main").millis() / 1000);
    }

    private void fetchUntilKilled(LargeClient client, GitSyncSite server) {
        CompletableFuture.delayedExecutor(cutSeconds, TimeUnit.SECONDS).execute(server::kill);
        boolean isCut = !client.git("lfs", "fetch").succeeds();
        say("fetch cut: %s; %d bytes of objects that are incomplete", isCut, client.incomplete());
    }

    private void fetch(LargeClient client) {
        long begin = System.nanoTime();
        String trace =
                client.git("lfs", "fetch").with("GIT_TRACE", "1").withErrors().run();
        say("fetch: %.1f s", (System.nanoTime() - begin) / 1e9);
        trace.lines().filter(line -> line.contains("resum")).forEach(System.out::println);
        say("fsck: %s", client.git("lfs", "fsck", "--objects").run().strip());
        say("lock: %s", client.git("lfs", "lock", "Large.md").run().strip());
        say("locks: %s", client.git("lfs", "locks").run().strip());
        say("unlock: %s", client.git("lfs", "unlock", "Large.md").run().strip());
    }

    private static String verify(BenchDatabase database) {
        Stores stores = Stores.of(database.pool().jdbi(), null, JdbiRepositoryStore.DEFAULT_GRACE);
        try (var leases = new LeasedSpaceLock(new JdbiLeases(database.pool().jdbi()));
                GitSync engine = stores.engine(leases).build()) {
            return engine.verify(SPACE).toString();
        }
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
