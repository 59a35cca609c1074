package dev.gitsync.servlet.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Kills processes of a server with bare repositories, as {@code kill -9} does, while a mirror works with it. */
final class RemoteKiller implements AutoCloseable {
    private static final long LOOK_NANOS = Duration.ofMillis(4).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_MILLIS = 200;

    private final Supplier<Stream<ProcessHandle>> workers;
    private final Runnable restart;
    private final Path repository;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Future<Boolean> armed = noKill();
    private volatile boolean isOver = true;

    /**
     * Creates a killer that does nothing yet.
     *
     * @param workers returns the processes of the server that may be killed
     * @param restart kills the whole server and starts it again
     */
    RemoteKiller(Supplier<Stream<ProcessHandle>> workers, Runnable restart, Path repository) {
        this.workers = workers;
        this.restart = restart;
        this.repository = repository;
    }

    private Future<Boolean> noKill() {
        return thread.submit(() -> false);
    }

    /** Kills a process of git, or in a few cases the whole server, some time after git begins to work for the next connection. */
    void arm(Random random) {
        isOver = false;
        long wait = Duration.ofMillis(random.nextInt(MOST_MILLIS)).toNanos() / (1 + random.nextInt(20));
        boolean isWhole = random.nextInt(5) == 0;
        int choice = random.nextInt(100);
        armed = thread.submit(() -> kill(wait, isWhole, choice));
    }

    private boolean kill(long wait, boolean isWhole, int choice) {
        while (git().isEmpty()) {
            if (isOver) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        LockSupport.parkNanos(wait);
        if (isWhole) {
            restart.run();
            return true;
        }
        List<ProcessHandle> victims = git();
        return !victims.isEmpty() && victims.get(choice % victims.size()).destroyForcibly();
    }

    private List<ProcessHandle> git() {
        return workers.get()
                .filter(process -> process.info().command().orElse("").contains("git"))
                .toList();
    }

    /** Ends the kill that did not happen yet; returns whether it happened. */
    boolean calm() {
        isOver = true;
        try {
            boolean isKilled = armed.get();
            armed = noKill();
            return isKilled;
        } catch (Exception e) {
            throw new IllegalStateException("A process of the remote could not be killed", e);
        }
    }

    /** Removes the locks of killed processes, as the administrator of the remote does, when no git works there any more. */
    void tidy() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!git().isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path lock :
                    files.filter(file -> file.toString().endsWith(".lock")).toList()) {
                Files.delete(lock);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        isOver = true;
        thread.shutdownNow();
    }
}
