package dev.gitsync.demo.storage;

import dev.gitsync.demo.start.StartException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.util.FileUtils;

/**
 * PostgreSQL as a child process, so that the demo needs no installation.
 *
 * <ol>
 *   <li>Refuse a cluster of another major version.
 *   <li>Stop a server that outlived a killed demo.
 *   <li>Create a missing cluster under another name and rename it, so that a kill leaves nothing incomplete.
 *   <li>Start the server with the durability that is PostgreSQL's default; the defaults of the library are for tests.
 * </ol>
 */
final class EmbeddedDatabase implements AutoCloseable {
    /** The major version of the binaries in the jar. A test compares the two. */
    static final int MAJOR_VERSION = 18;

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts the server of this data directory. It accepts the user {@code postgres} without a password, from this machine only.
     */
    static EmbeddedDatabase start(DataDirectory data) {
        requireOurVersion(data.postgres());
        try {
            OrphanedServer.stop(data.postgres());
            if (!Files.exists(data.postgres())) {
                OrphanedServer.stop(data.unfinishedPostgres());
                FileUtils.delete(data.unfinishedPostgres().toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
                launch(data.unfinishedPostgres()).close();
                Files.move(data.unfinishedPostgres(), data.postgres());
            }
            return new EmbeddedDatabase(launch(data.postgres()));
        } catch (IOException | IllegalStateException e) {
            throw new StartException(
                    StartException.Problem.DATABASE_UNREACHABLE,
                    "The embedded PostgreSQL in " + data.postgres() + " does not start (" + e.getMessage()
                            + "); start with -v to see its log, or use another database with --postgres.",
                    e);
        }
    }

    private static EmbeddedPostgres launch(Path folder) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_PATIENCE)
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("max_connections", "50")
                .start();
    }

    private static void requireOurVersion(Path folder) {
        Path file = folder.resolve("PG_VERSION");
        if (!Files.exists(file)) {
            return;
        }
        String found = read(file).strip();
        if (!found.equals(Integer.toString(MAJOR_VERSION))) {
            throw new StartException(
                    StartException.Problem.DATA_FROM_NEWER_VERSION,
                    "The data in " + folder + " are of PostgreSQL " + found + ", but this demo wiki contains "
                            + MAJOR_VERSION
                            + ". Use the demo wiki that created them, or another directory with --data.");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of the server. */
    String jdbcUrl() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** Stops the server and waits for it. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
