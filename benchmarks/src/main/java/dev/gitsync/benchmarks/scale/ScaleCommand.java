package dev.gitsync.benchmarks.scale;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.side.BenchDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Simulates clusters of several sizes, one after the other, and prints a table. */
@picocli.CommandLine.Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        description =
                "Runs many replicas over one database with many spaces, and counts statements and CPU time. Needs Linux.")
public final class ScaleCommand implements Callable<Integer> {
    @Option(names = "--spaces", split = ",", description = "Numbers of spaces; 1000,10000,100000 by default.")
    private List<Integer> spaces = List.of(1_000, 10_000, 100_000);

    @Option(names = "--replicas", split = ",", description = "Numbers of replicas; 1,5,50 by default.")
    private List<Integer> replicas = List.of(1, 5, 50);

    @Option(names = "--edits", description = "Edits of one page each, in different spaces; 50 by default.")
    private int edits = 50;

    @Option(names = "--poll-seconds", description = "Seconds between two polls of a replica; 15 by default.")
    private int pollSeconds = 15;

    @Option(names = "--work", description = "A folder for data; a new one in /tmp, deleted in the end, by default.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = folder == null ? Files.createTempDirectory("gitsync-scale") : folder.toAbsolutePath();
        Command.of("chmod", "755", Files.createDirectories(data).toString()).run();
        try {
            System.out.println(Cluster.HEADER);
            for (int size : spaces) {
                Path files = data.resolve("postgres-" + size);
                try (BenchDatabase database = BenchDatabase.start(files)) {
                    Cluster.createSpaces(database, size);
                    for (int count : replicas) {
                        try (Cluster cluster = new Cluster(
                                new Cluster.Site(database, files), count, Duration.ofSeconds(pollSeconds))) {
                            System.out.println(cluster.measure(size, edits));
                        }
                    }
                }
            }
        } finally {
            if (folder == null) {
                Command.delete(data);
            }
        }
        return 0;
    }
}
