package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.schedule.SchedulerTasks;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Next;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.store.SpaceDirectory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Presents mirrors to the scheduler of spaces, which debounces, limits and retries their runs: each mirror is a space of its own
 * whose version token changes when the refs of its real space moved or when its remote is due. A poll takes three queries,
 * whatever the number of mirrors: mirrors, their states, and the version tokens of the refs.
 */
final class MirrorSchedule {
    private static final String PREFIX = "mirror--";

    private final EngineParts parts;
    private final Function<MirrorId, MirrorReport> run;
    private volatile Map<SpaceId, List<MirrorId>> mirrorsBySpace = Map.of();

    MirrorSchedule(EngineParts parts, Function<MirrorId, MirrorReport> run) {
        this.parts = parts;
        this.run = run;
    }

    /** Returns the key of a mirror for the scheduler and for leases. */
    static SpaceId key(MirrorId id) {
        return new SpaceId(PREFIX + id);
    }

    private static MirrorId mirrorOf(SpaceId key) {
        return new MirrorId(key.value().substring(PREFIX.length()));
    }

    /** Returns the mirror as a space, for the scheduler and for leases. */
    static Space asSpace(Mirror mirror) {
        return new Space(key(mirror.id()), "", "mirror " + mirror.id());
    }

    /** Returns the mirrors of a space, as the last poll found them. Reads nothing. */
    List<MirrorId> ofSpace(SpaceId space) {
        return mirrorsBySpace.getOrDefault(space, List.of());
    }

    SchedulerTasks tasks() {
        return new SchedulerTasks(new MirrorsAsSpaces(), key -> result(run.apply(mirrorOf(key))), this::tokens);
    }

    private static SyncReport result(MirrorReport report) {
        SpaceId key = key(report.mirror());
        if (report.outcome().next() != Next.RETRY) {
            return new SyncReport.Skipped(key, SyncReport.Reason.DISABLED);
        }
        return report.outcome() == MirrorReport.Outcome.BUSY
                ? new SyncReport.Skipped(key, SyncReport.Reason.LOCK_HELD)
                : SyncReport.Failed.of(key, new IllegalStateException(report.sentence()));
    }

    private Map<SpaceId, String> tokens(List<Space> keys) {
        List<Mirror> all = parts.mirrors().directory().all();
        mirrorsBySpace = all.stream()
                .collect(Collectors.groupingBy(
                        Mirror::space, Collectors.mapping(Mirror::id, Collectors.toUnmodifiableList())));
        Map<MirrorId, MirrorState> states =
                parts.mirrors().states().states(all.stream().map(Mirror::id).toList());
        Map<SpaceId, Space> spaces =
                parts.spaces().enabled().stream().collect(Collectors.toMap(Space::id, Function.identity()));
        Map<SpaceId, String> refs =
                parts.repositories().versionTokens(spaces.values()).orElse(Map.of());
        Instant now = Instant.now();
        Map<SpaceId, String> tokens = new HashMap<>();
        for (Mirror mirror : all) {
            MirrorState state = states.getOrDefault(mirror.id(), MirrorState.initial());
            String ofRefs = refs.getOrDefault(mirror.space(), "");
            tokens.put(key(mirror.id()), state.isPaused() ? "paused" : ofRefs + " " + due(mirror, state, now));
        }
        return tokens;
    }

    private static String due(Mirror mirror, MirrorState state, Instant now) {
        Optional<Instant> checked = state.checked();
        boolean isDue = checked.isEmpty()
                || !checked.get().plus(mirror.options().pollInterval()).isAfter(now);
        return isDue ? now.toString() : checked.get().toString();
    }

    /** Lists mirrors as spaces. */
    private final class MirrorsAsSpaces implements SpaceDirectory {
        @Override
        public Optional<Space> find(SpaceId key) {
            return parts.mirrors().directory().find(mirrorOf(key)).map(MirrorSchedule::asSpace);
        }

        @Override
        public List<Space> enabled() {
            return parts.mirrors().directory().all().stream()
                    .map(MirrorSchedule::asSpace)
                    .toList();
        }
    }
}
