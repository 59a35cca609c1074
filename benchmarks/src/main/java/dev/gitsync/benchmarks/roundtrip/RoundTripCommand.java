package dev.gitsync.benchmarks.roundtrip;

import dev.gitsync.benchmarks.client.Command;
import dev.gitsync.benchmarks.side.BenchDatabase;
import dev.gitsync.benchmarks.side.GitSyncSite;
import dev.gitsync.benchmarks.side.PlainGit;
import dev.gitsync.benchmarks.side.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes repositories through a server, and prints a table. */
@picocli.CommandLine.Command(
        name = "round-trip",
        mixinStandardHelpOptions = true,
        description =
                "Pushes whole repositories into empty spaces, compares the wiki and a clone with them, and prints a table.")
public final class RoundTripCommand implements Callable<Integer> {
    /** A first push has the whole history. */
    private static final Map<String, String> SETTINGS = Map.of(
            "GIT_SYNC_KEEP_SYMLINKS", "true",
            "GIT_SYNC_KEEP_SUBMODULES", "true",
            "GIT_SYNC_MAX_COMMITS_PER_PUSH", "1000000",
            "GIT_SYNC_MAX_OBJECTS_PER_PUSH", "50000000",
            "GIT_SYNC_MAX_PACK_BYTES", "4294967296",
            "GIT_SYNC_MAX_DELTA_DEPTH", "4095");

    @Parameters(
            arity = "1..*",
            description = "Bare repositories; their HEAD is pushed. Objects of Git LFS are pushed too.")
    private List<Path> repositories = List.of();

    @Option(names = "--heap", defaultValue = "1g", description = "The heap of the server; 1g by default.")
    private String heap = "1g";

    @Option(names = "--work", description = "A folder for data; a new one in /tmp, deleted in the end, by default.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
        Path data = folder == null ? Files.createTempDirectory("gitsync-round-trip") : folder.toAbsolutePath();
        Command.of("chmod", "755", Files.createDirectories(data).toString()).run();
        boolean isWell = true;
        try (BenchDatabase database = BenchDatabase.start(data.resolve("postgres"));
                Site ours = GitSyncSite.start(database.jdbcUrl(), new GitSyncSite.Options(heap, null, SETTINGS, null));
                PlainGit plain = PlainGit.start(data.resolve("plain"))) {
            System.out.println(RoundTripResult.HEADER);
            RoundTrip trip = new RoundTrip(data, database, ours, plain);
            for (Path repository : repositories) {
                isWell &= isWell(trip, repository);
            }
        } finally {
            if (folder == null) {
                Command.delete(data);
            }
        }
        return isWell ? 0 : 1;
    }

    private static boolean isWell(RoundTrip trip, Path repository) throws IOException {
        String name = repository.getFileName().toString();
        try {
            RoundTripResult result = trip.measure(repository.toRealPath(), name);
            System.out.println(result.row());
            result.faults().stream().limit(50).forEach(System.err::println);
            return result.faults().isEmpty();
        } catch (IllegalStateException e) {
            System.out.println("| " + name + " | failed, see the errors |");
            System.err.println(e.getMessage());
            return false;
        }
    }
}
