package dev.gitsync.internal.mirror.maintenance;

import dev.gitsync.internal.mirror.UnreservedSpaces;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.lock.Lease;
import dev.gitsync.lock.SpaceLock.Attempt;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the repositories of mirrors that no longer exist or no longer map a folder. All of these must hold:
 *
 * <ol>
 *   <li>The {@link MirrorDirectory} has had no such mirror for {@link #GRACE}, as seen by this process.
 *   <li>The state of the mirror shows no run within {@link #IN_USE}, so that another process whose directory has it keeps it.
 *   <li>No process holds the mirror's lease.
 * </ol>
 *
 * A process without a directory removes nothing. A removal that was interrupted is completed by the next round. If a mirror is
 * added again after that, its first run fetches and translates everything again. Not safe for use by several threads.
 */
public final class AbandonedRepositories implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AbandonedRepositories.class);
    /** How long a mirror must be gone. */
    static final Duration GRACE = Duration.ofHours(1);
    /** How long ago a mirror that another process runs has run: the longest poll interval, and one more. */
    static final Duration IN_USE = Duration.ofDays(2);

    private final EngineParts parts;
    private final Map<MirrorId, Long> gone = new HashMap<>();

    /** Creates a task that has seen nothing yet. */
    public AbandonedRepositories(EngineParts parts) {
        this.parts = parts;
    }

    @Override
    public void run() {
        if (parts.mirrors().directory().equals(MirrorDirectory.none())) {
            return;
        }
        List<MirrorId> abandoned = abandoned();
        gone.keySet().retainAll(new HashSet<>(abandoned));
        long now = parts.nanoTime().getAsLong();
        for (MirrorId mirror : abandoned) {
            long since = gone.computeIfAbsent(mirror, first -> now);
            if (now - since >= GRACE.toNanos() && !isInUse(mirror)) {
                remove(mirror);
            }
        }
    }

    private List<MirrorId> abandoned() {
        List<MirrorId> stored = UnreservedSpaces.withRepository(parts.repositories());
        if (stored.isEmpty()) {
            return List.of();
        }
        Set<MirrorId> needed = new HashSet<>();
        parts.mirrors().directory().all().stream().filter(Mirror::hasFolder).forEach(mirror -> needed.add(mirror.id()));
        return stored.stream().filter(mirror -> !needed.contains(mirror)).toList();
    }

    /** Compares with the wall clock, since the times in a state are those of the process that ran the mirror. */
    private boolean isInUse(MirrorId mirror) {
        if (parts.mirrors().directory().find(mirror).isPresent()) {
            return false; // It has no folder any more.
        }
        MirrorState state =
                parts.mirrors().states().states(List.of(mirror)).getOrDefault(mirror, MirrorState.initial());
        Instant start = Instant.now().minus(IN_USE);
        return Stream.concat(state.checked().stream(), state.last().map(MirrorReport::at).stream())
                .anyMatch(run -> run.isAfter(start));
    }

    private void remove(MirrorId mirror) {
        try {
            Attempt attempt = parts.lock().acquire(UnreservedSpaces.reservedFor(mirror), Duration.ZERO);
            if (attempt instanceof Attempt.Acquired acquired) {
                removeUnderLease(mirror, acquired.lease());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void removeUnderLease(MirrorId mirror, Lease lease) {
        try {
            parts.repositories().remove(UnreservedSpaces.reservedFor(mirror));
            LOG.info("Mirror {}: removed its repository, because the mirror no longer needs it", mirror);
        } finally {
            lease.close();
        }
    }
}
