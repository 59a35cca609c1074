package dev.gitsync.internal.engine;

import dev.gitsync.model.SpaceId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SpaceStatus.Timed;
import dev.gitsync.report.SyncReport;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What this process did last for each space, for whoever asks; lost with the process. Safe for use by several threads. */
final class LastOutcomes {
    private final Map<SpaceId, Timed<SyncReport>> syncs = new ConcurrentHashMap<>();
    private final Map<SpaceId, Timed<PushResult>> pushes = new ConcurrentHashMap<>();

    void synced(SpaceId space, SyncReport report) {
        syncs.put(space, new Timed<>(Instant.now(), report));
    }

    void pushed(SpaceId space, PushResult result) {
        pushes.put(space, new Timed<>(Instant.now(), result));
    }

    Optional<Timed<SyncReport>> sync(SpaceId space) {
        return Optional.ofNullable(syncs.get(space));
    }

    Optional<Timed<PushResult>> push(SpaceId space) {
        return Optional.ofNullable(pushes.get(space));
    }
}
