package dev.gitsync.mirror;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** States and reports in memory, for one process. After a restart, each mirror makes first contact again. */
public final class InMemoryMirrorStateStore implements MirrorStateStore {
    private final Map<MirrorId, MirrorState> states = new HashMap<>();
    private final Map<MirrorId, Deque<MirrorReport>> reports = new HashMap<>();

    /** Creates an empty store. */
    public InMemoryMirrorStateStore() {}

    @Override
    public synchronized Map<MirrorId, MirrorState> states(Collection<MirrorId> mirrors) {
        Map<MirrorId, MirrorState> found = new HashMap<>();
        mirrors.forEach(mirror -> found.put(mirror, state(mirror)));
        return found;
    }

    private MirrorState state(MirrorId mirror) {
        return states.getOrDefault(mirror, MirrorState.initial());
    }

    @Override
    public synchronized boolean save(MirrorId mirror, MirrorState next) {
        if (state(mirror).version() != next.version()) {
            return false;
        }
        states.put(mirror, next.withVersion(next.version() + 1));
        return true;
    }

    @Override
    public synchronized void add(MirrorReport report) {
        Deque<MirrorReport> kept = reports.computeIfAbsent(report.mirror(), mirror -> new ArrayDeque<>());
        kept.addFirst(report);
        if (kept.size() > KEPT_REPORTS) {
            kept.removeLast();
        }
    }

    @Override
    public synchronized List<MirrorReport> reports(MirrorId mirror, int limit) {
        return reports.getOrDefault(mirror, new ArrayDeque<>()).stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void remove(MirrorId mirror) {
        states.remove(mirror);
        reports.remove(mirror);
    }
}
