package dev.gitsync.servlet.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Kills processes of a server with bare repositories, as {@code kill -9} does, while a mirror works with it. */
final class RemoteKiller implements AutoCloseable {
    private static final long LOOK_MILLIS = 4;
    private static final long PATIENCE_SECONDS = 20;
    private static final int MOST_MILLIS = 200;

    private final Supplier<Stream<ProcessHandle>> workers;
    private final Runnable restart;
    private final Path repository;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Future<Boolean> armed = noKill();
    private CountDownLatch over = new CountDownLatch(0);

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
        CountDownLatch end = new CountDownLatch(1);
        over = end;
        long wait = Duration.ofMillis(random.nextInt(MOST_MILLIS)).toNanos() / (1 + random.nextInt(20));
        boolean isWhole = random.nextInt(5) == 0;
        int choice = random.nextInt(100);
        armed = thread.submit(() -> isGitThere(end, wait) && kill(isWhole, choice));
    }

    /** Waits until git works, and then for some time, but not longer than the run. */
    private boolean isGitThere(CountDownLatch end, long wait) throws InterruptedException {
        while (git().isEmpty()) {
            if (end.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return !end.await(wait, TimeUnit.NANOSECONDS);
    }

    private boolean kill(boolean isWhole, int choice) {
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
        over.countDown();
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
        git().forEach(process -> process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join());
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
        over.countDown();
        thread.shutdownNow();
    }
}
