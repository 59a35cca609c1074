package dev.gitsync.internal.engine;

import dev.gitsync.internal.cycle.CatchUpCoalescer;
import dev.gitsync.internal.cycle.ReaderCatchUp;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings in what there is for readers, who share the work: one catches up, and the others wait for what it finds ({@link
 * CatchUpCoalescer}). Safe for use by several threads.
 */
final class ReaderService {
    /** How long a reader waits at least for another one that catches up. */
    private static final Duration READERS_TURN = Duration.ofMillis(1500);

    private final CatchUpCoalescer shared;
    private final ReaderCatchUp readers;
    private final Look look;
    private final Duration lockWait;

    /** Looks whether there is anything to do, without a lease. */
    @FunctionalInterface
    interface Look {
        /** The report if there is nothing to do. */
        Optional<SyncReport> upToDate(Space space) throws IOException;
    }

    ReaderService(CatchUpCoalescer shared, ReaderCatchUp readers, Look look, Duration lockWait) {
        this.shared = shared;
        this.readers = readers;
        this.look = look;
        this.lockWait = lockWait;
    }

    SyncReport serve(Space space) throws IOException {
        try (CatchUpCoalescer.Reader reader = shared.arrive(space.id())) {
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

    /** What another reader brought in may be all that there is. */
    private SyncReport serveLater(Space space, CatchUpCoalescer.Reader reader, Duration left) throws IOException {
        long number = shared.begin();
        Optional<SyncReport> upToDate = look.upToDate(space);
        upToDate.ifPresent(report -> shared.end(number, report));
        Duration patience = left.compareTo(lockWait) < 0 ? left : lockWait;
        return upToDate.isPresent() ? upToDate.get() : readers.run(space, reader, patience);
    }
}
