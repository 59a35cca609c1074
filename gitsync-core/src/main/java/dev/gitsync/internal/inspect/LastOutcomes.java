package dev.gitsync.internal.inspect;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SpaceStatus.PushSummary;
import dev.gitsync.report.SpaceStatus.Timed;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.SyncReport.PageFailure;
import java.time.Instant;
import java.util.Optional;

/**
 * The last outcomes of this process for each space, for operators; not persisted. Keeps counts, up to {@value
 * #MOST_FAILURES} failed pages, texts of up to {@value #MOST_CHARS} characters and no exceptions, which may contain
 * anything, of the up to {@value #MOST_SPACES} most recently used spaces. Safe for use by several threads.
 */
public final class LastOutcomes {
    static final int MOST_SPACES = 10_000;
    static final int MOST_FAILURES = 20;
    static final int MOST_CHARS = 1_000;

    private final LruMap<SpaceId, Timed<SyncReport>> syncs = new LruMap<>(MOST_SPACES);
    private final LruMap<SpaceId, Timed<PushSummary>> pushes = new LruMap<>(MOST_SPACES);

    public void synced(SpaceId space, SyncReport report) {
        syncs.put(space, new Timed<>(Instant.now(), shortened(report)));
    }

    public void pushed(SpaceId space, PushResult result) {
        pushes.put(space, new Timed<>(Instant.now(), PushSummary.of(result)));
    }

    /** Removes a space for which git sync is no longer enabled. */
    public void forget(SpaceId space) {
        syncs.remove(space);
        pushes.remove(space);
    }

    Optional<Timed<SyncReport>> sync(SpaceId space) {
        return syncs.get(space);
    }

    Optional<Timed<PushSummary>> push(SpaceId space) {
        return pushes.get(space);
    }

    private static SyncReport shortened(SyncReport report) {
        if (report instanceof SyncReport.Pulled pulled) {
            return shortened(pulled);
        }
        return report instanceof SyncReport.Failed failed ? withoutCause(failed) : report;
    }

    private static SyncReport shortened(SyncReport.Pulled pulled) {
        return new SyncReport.Pulled(
                pulled.space(),
                pulled.changes(),
                pulled.commits(),
                pulled.written(),
                pulled.deleted(),
                pulled.main(),
                pulled.failed().stream()
                        .limit(MOST_FAILURES)
                        .map(failure -> new PageFailure(failure.page(), failure.version(), shortened(failure.reason())))
                        .toList(),
                null);
    }

    /** Returns a report with a new exception that names the kind of the original one and has no cause. */
    private static SyncReport withoutCause(SyncReport.Failed failed) {
        String kind = failed.cause().getClass().getName();
        RuntimeException cause = failed.isTransient() ? new StoreException(kind) : new IllegalStateException(kind);
        cause.setStackTrace(new StackTraceElement[0]);
        return new SyncReport.Failed(failed.space(), shortened(failed.message()), cause);
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS - 1) + "\u2026";
    }
}
