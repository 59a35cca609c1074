package dev.gitsync.demo.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server whose demo was killed. This process holds the lock on the data directory, so the server has no clients left,
 * but it would prevent a new one from starting.
 */
final class OrphanedServer {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedServer.class);
    private static final long PATIENCE_SECONDS = 20;

    private OrphanedServer() {}

    /** Stops the server of this cluster, if there is one, and waits for its end. */
    static void stop(Path cluster) throws IOException {
        Optional<ProcessHandle> server = find(cluster);
        if (server.isEmpty()) {
            return;
        }
        LOG.warn(
                "Stopping the PostgreSQL that a killed demo wiki left behind (process {})",
                server.get().pid());
        server.get().destroy();
        try {
            server.get().onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while an old PostgreSQL stops", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("process " + server.get().pid() + " of an earlier run does not stop", e);
        }
    }

    private static Optional<ProcessHandle> find(Path cluster) throws IOException {
        Path file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String pid = Files.readString(file).lines().findFirst().orElse("").strip();
        return pid.matches("\\d{1,18}")
                ? ProcessHandle.of(Long.parseLong(pid)).filter(OrphanedServer::isPostgres)
                : Optional.empty();
    }

    /** The process id may belong to another program by now. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith("postgres"))
                .isPresent();
    }
}
