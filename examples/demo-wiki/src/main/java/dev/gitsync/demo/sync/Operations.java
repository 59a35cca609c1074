package dev.gitsync.demo.sync;

import dev.gitsync.GitSync;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Runs the operations that operators request, on threads of its own, and records each result as an event. Thread-safe. */
public final class Operations implements AutoCloseable {
    private static final int THREADS = 2;
    /** How long a page waits for a result. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    private final GitSync gitSync;
    private final SyncEvents events;
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "operations");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Object> running = ConcurrentHashMap.newKeySet();

    /** The operations. */
    public enum Operation {
        SYNC,
        PLAN,
        VERIFY
    }

    /** Runs operations of {@code gitSync} and records their results in {@code events}. */
    public Operations(GitSync gitSync, SyncEvents events) {
        this.gitSync = gitSync;
        this.events = events;
    }

    /**
     * Starts an operation and waits up to 3 seconds for its end.
     *
     * @param who the account that requests it
     * @return the result; empty when the operation, or an earlier one on the space, is still running
     */
    public Optional<SyncEvent> run(Operation operation, SpaceId space, String who) {
        return run(space, PATIENCE, () -> events.add(outcome(operation, space, who)));
    }

    /**
     * Starts some work and waits for its end.
     *
     * @param about what no two works may be about at the same time
     * @return the result; empty when the work, or an earlier one about the same, is still running
     */
    public <T> Optional<T> run(Object about, Duration patience, Supplier<T> work) {
        if (!running.add(about)) {
            return Optional.empty();
        }
        Future<T> result = workers.submit(() -> {
            try {
                return work.get();
            } finally {
                running.remove(about);
            }
        });
        try {
            return Optional.of(result.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("An operation on " + about + " failed", e);
        }
    }

    private SyncEvent.News outcome(Operation operation, SpaceId space, String who) {
        return switch (operation) {
            case SYNC -> OperationOutcome.of(who, gitSync.runOnce(space));
            case PLAN -> OperationOutcome.of(who, space, gitSync.plan(space));
            case VERIFY -> OperationOutcome.of(who, space, gitSync.verify(space));
        };
    }

    /** Whether work about a space, or something else, is running in this process. */
    public boolean isRunning(Object about) {
        return running.contains(about);
    }

    /** Interrupts what is running. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
