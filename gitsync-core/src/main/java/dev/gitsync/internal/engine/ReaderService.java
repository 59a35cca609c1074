package dev.gitsync.internal.engine;

import dev.gitsync.internal.cycle.CatchUpCoalescer;
import dev.gitsync.internal.cycle.ReaderCatchUp;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings {@code main} up to date for readers, which share the work: one catches up, and the others wait for its result
 * ({@link CatchUpCoalescer}). Safe for use by several threads.
 */
final class ReaderService {
    /** The minimum time that a reader waits for another reader's catch-up. */
    private static final Duration READERS_TURN = Duration.ofMillis(1500);

    private final CatchUpCoalescer shared;
    private final ReaderCatchUp readers;
    private final Look look;
    private final Duration lockWait;

    /** Checks without a lease whether there is anything to do. */
    @FunctionalInterface
    interface Look {
        /** Returns the report if there is nothing to do. */
        Optional<SyncReport> upToDate(Space space) throws IOException;
    }

    ReaderService(CatchUpCoalescer shared, ReaderCatchUp readers, Look look, Duration lockWait) {
        this.shared = shared;
        this.readers = readers;
        this.look = look;
        this.lockWait = lockWait;
    }

    SyncReport serve(Space space) throws IOException {
        try (CatchUpCoalescer.Reader reader = shared.register(space.id())) {
            Optional<SyncReport> upToDate = look.upToDate(space);
            return upToDate.isPresent() ? upToDate.get() : serve(space, reader);
        }
    }

    private SyncReport serve(Space space, CatchUpCoalescer.Reader reader) throws IOException {
        Optional<SyncReport> report = reader.catchUp(
                lockWait.compareTo(READERS_TURN) < 0 ? READERS_TURN : lockWait,
                (left, hasWaited) ->
                        hasWaited ? serveLater(space, reader, left) : readers.run(space, reader, lockWait));
        return report.orElseGet(() -> new SyncReport.Skipped(space.id(), SyncReport.Reason.IN_PROGRESS));
    }

    /** Catches up after a wait, during which another reader may have read everything there is. */
    private SyncReport serveLater(Space space, CatchUpCoalescer.Reader reader, Duration left) throws IOException {
        long number = shared.begin();
        Optional<SyncReport> upToDate = look.upToDate(space);
        upToDate.ifPresent(report -> shared.end(number, report));
        Duration patience = left.compareTo(lockWait) < 0 ? left : lockWait;
        return upToDate.isPresent() ? upToDate.get() : readers.run(space, reader, patience);
    }
}
