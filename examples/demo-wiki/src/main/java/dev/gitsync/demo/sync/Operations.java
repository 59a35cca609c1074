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

/**
 * Carries out what operators ask for, on threads of its own, and keeps what came out as an event. Safe for use by several
 * threads.
 */
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
    private final Set<SpaceId> underWay = ConcurrentHashMap.newKeySet();

    /** What an operator can ask for. */
    public enum Operation {
        SYNC,
        PLAN,
        VERIFY
    }

    /** Asks {@code gitSync}, and keeps the answers in {@code events}. */
    public Operations(GitSync gitSync, SyncEvents events) {
        this.gitSync = gitSync;
        this.events = events;
    }

    /**
     * Begins an operation and waits a moment for its end.
     *
     * @param who the account that asks
     * @return what came out; empty when it takes longer and goes on, or when another operation on the space still does
     */
    public Optional<SyncEvent> run(Operation operation, SpaceId space, String who) {
        if (!underWay.add(space)) {
            return Optional.empty();
        }
        Future<SyncEvent> work = workers.submit(() -> {
            try {
                return events.add(outcome(operation, space, who));
            } finally {
                underWay.remove(space);
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

    /** Whether an operation on the space goes on in this process. */
    public boolean isUnderWay(SpaceId space) {
        return underWay.contains(space);
    }

    /** Breaks off what goes on. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
