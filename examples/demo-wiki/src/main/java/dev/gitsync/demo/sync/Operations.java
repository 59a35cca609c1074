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

/** Runs the operations that operators request, on threads of its own, and records each result as an event. Thread-safe. */
public final class Operations implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final GitSync gitSync;
    private final SyncEvents events;
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "operations");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<SpaceId> running = ConcurrentHashMap.newKeySet();

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
        if (!running.add(space)) {
            return Optional.empty();
        }
        Future<SyncEvent> work = workers.submit(() -> {
            try {
                return events.add(outcome(operation, space, who));
            } finally {
                running.remove(space);
            }
        });
        try {
            return Optional.of(work.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The operation " + operation + " on space " + space + " failed", e);
        }
    }

    private SyncEvent.News outcome(Operation operation, SpaceId space, String who) {
        return switch (operation) {
            case SYNC -> OperationOutcome.of(who, gitSync.runOnce(space));
            case PLAN -> OperationOutcome.of(who, space, gitSync.plan(space));
            case VERIFY -> OperationOutcome.of(who, space, gitSync.verify(space));
        };
    }

    /** Whether an operation on the space is running in this process. */
    public boolean isRunning(SpaceId space) {
        return running.contains(space);
    }

    /** Interrupts what is running. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
