package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.mirror.UnreservedSpaces;
import dev.gitsync.internal.schedule.SchedulerTasks;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Next;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.store.SpaceDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Presents mirrors to the scheduler of spaces, which debounces, limits and retries their runs: each mirror is a space of its own
 * whose version token changes when the refs of its real space moved or when its remote is due. A poll takes four queries,
 * whatever the number of mirrors: mirrors, their states, the enabled spaces, and the version tokens of their refs.
 */
final class MirrorSchedule {
    private final EngineParts parts;
    private final Function<MirrorId, MirrorReport> run;
    private final Map<MirrorId, Instant> turns = new ConcurrentHashMap<>();
    private volatile List<Mirror> listed = List.of();
    private volatile Map<SpaceId, List<MirrorId>> mirrorsBySpace = Map.of();

    MirrorSchedule(EngineParts parts, Function<MirrorId, MirrorReport> run) {
        this.parts = parts;
        this.run = run;
    }

    /** Returns the key of a mirror for the scheduler and for leases. */
    static SpaceId key(MirrorId id) {
        return UnreservedSpaces.reservedFor(id).id();
    }

    /** Returns the mirror as a space, for the scheduler and for leases. */
    static Space asSpace(Mirror mirror) {
        return UnreservedSpaces.reservedFor(mirror.id());
    }

    /** Returns the mirrors of a space, as the last poll found them. Reads nothing. */
    List<MirrorId> ofSpace(SpaceId space) {
        return mirrorsBySpace.getOrDefault(space, List.of());
    }

    SchedulerTasks tasks() {
        return new SchedulerTasks(
                new MirrorsAsSpaces(), key -> result(run.apply(UnreservedSpaces.mirrorOf(key))), this::tokens);
    }

    private static SyncReport result(MirrorReport report) {
        SpaceId key = key(report.mirror());
        if (report.outcome().next() != Next.RETRY) {
            return new SyncReport.Skipped(key, SyncReport.Reason.DISABLED);
        }
        return report.outcome() == Outcome.BUSY || report.outcome() == Outcome.IN_PROGRESS
                ? new SyncReport.Skipped(key, SyncReport.Reason.LOCK_HELD)
                : SyncReport.Failed.of(key, new IllegalStateException(report.sentence()));
    }

    /** Returns the tokens of the mirrors that the same poll has just listed. */
    private Map<SpaceId, String> tokens(List<Space> keys) {
        List<Mirror> all = listed;
        List<MirrorId> ids = all.stream().map(Mirror::id).toList();
        Map<MirrorId, MirrorState> states = parts.mirrors().states().states(ids);
        Map<SpaceId, String> refs = refs();
        turns.keySet().retainAll(new HashSet<>(ids));
        Instant now = MirrorMemory.now();
        Map<SpaceId, String> tokens = new HashMap<>();
        for (Mirror mirror : all) {
            MirrorState state = states.getOrDefault(mirror.id(), MirrorState.initial());
            String ofRefs = refs.getOrDefault(mirror.space(), "");
            tokens.put(key(mirror.id()), state.isPaused() ? "paused" : ofRefs + " " + turn(mirror, state, now));
        }
        return tokens;
    }

    /** Returns the version tokens of the refs of the spaces that have mirrors. */
    private Map<SpaceId, String> refs() {
        List<Space> mirrored = parts.spaces().enabled().stream()
                .filter(space -> mirrorsBySpace.containsKey(space.id()))
                .toList();
        return mirrored.isEmpty()
                ? Map.of()
                : parts.repositories().versionTokens(mirrored).orElse(Map.of());
    }

    /** Returns what changes whenever the mirror is due, and only then, so that a run does not make the mirror due again. */
    private Instant turn(Mirror mirror, MirrorState state, Instant now) {
        boolean isDue = runs(state).noneMatch(run -> isWithin(mirror.options().pollInterval(), run, now));
        Instant turn = isDue ? now : turns.getOrDefault(mirror.id(), now);
        turns.put(mirror.id(), turn);
        return turn;
    }

    /** Returns when the mirror last ran and when it last reached the remote. */
    private static Stream<Instant> runs(MirrorState state) {
        return Stream.concat(state.checked().stream(), state.last().map(MirrorReport::at).stream());
    }

    /** Returns whether a time is near another one, before or after: a clock that was wrong must not stop a mirror until that time. */
    static boolean isWithin(Duration distance, Instant time, Instant now) {
        return Duration.between(time, now).abs().compareTo(distance) < 0;
    }

    /** Lists mirrors as spaces. */
    private final class MirrorsAsSpaces implements SpaceDirectory {
        @Override
        public Optional<Space> find(SpaceId key) {
            return parts.mirrors()
                    .directory()
                    .find(UnreservedSpaces.mirrorOf(key))
                    .map(MirrorSchedule::asSpace);
        }

        @Override
        public List<Space> enabled() {
            List<Mirror> all = List.copyOf(parts.mirrors().directory().all());
            listed = all;
            mirrorsBySpace = all.stream()
                    .collect(Collectors.groupingBy(
                            Mirror::space, Collectors.mapping(Mirror::id, Collectors.toUnmodifiableList())));
            return all.stream().map(MirrorSchedule::asSpace).toList();
        }
    }
}
