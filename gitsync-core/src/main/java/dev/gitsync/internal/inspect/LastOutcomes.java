package dev.gitsync.internal.inspect;

import dev.gitsync.internal.work.RecentMap;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushSummary;
import dev.gitsync.report.SpaceStatus.Timed;
import dev.gitsync.report.SyncReport;
import java.time.Instant;
import java.util.Optional;

/**
 * What this process did last for each space, for people who look; lost with the process. Keeps counts and up to
 * {@value #MOST_FAILURES} failed pages of up to {@value #MOST_SPACES} spaces, those that were in use last. Safe for use by
 * several threads.
 */
public final class LastOutcomes {
    static final int MOST_SPACES = 10_000;
    static final int MOST_FAILURES = 20;

    private final RecentMap<SpaceId, Timed<SyncReport>> syncs = new RecentMap<>(MOST_SPACES);
    private final RecentMap<SpaceId, Timed<PushSummary>> pushes = new RecentMap<>(MOST_SPACES);

    public void synced(SpaceId space, SyncReport report) {
        syncs.put(space, new Timed<>(Instant.now(), shortened(report)));
    }

    public void pushed(SpaceId space, PushResult result) {
        pushes.put(space, new Timed<>(Instant.now(), PushSummary.of(result)));
    }

    /** The space does not take part any more. */
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
        return report.match(
                pulled -> new SyncReport.Pulled(
                        pulled.space(),
                        pulled.changes(),
                        pulled.commits(),
                        pulled.written(),
                        pulled.deleted(),
                        pulled.main(),
                        pulled.failed()
                                .subList(
                                        0,
                                        Math.min(MOST_FAILURES, pulled.failed().size())),
                        null),
                upToDate -> upToDate,
                skipped -> skipped,
                failed -> failed);
    }
}
