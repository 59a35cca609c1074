package dev.gitsync.internal.listing;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.PageId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The known state of a space: the newest change of each page and some older ones, in the order of the feed. Immutable.
 */
public final class Snapshot {
    public static final Snapshot EMPTY = new Snapshot(new Counters(0, 0, 0), List.of(), null);

    private final Counters counters;
    private final List<FeedEntry> log;
    private final @Nullable OpenPlan plan;
    private final NavigableMap<PageId, Change> newest = new TreeMap<>();

    /**
     * The numbers that never decrease.
     *
     * @param end the position of the last change ever recorded
     * @param floor the first version of a page without a recorded change is greater than this
     * @param token the newest fencing token
     */
    public record Counters(long end, long floor, long token) {}

    public Snapshot(Counters counters, List<FeedEntry> log, @Nullable OpenPlan plan) {
        this.counters = counters;
        this.log = List.copyOf(log);
        this.plan = plan;
        this.log.forEach(entry -> newest.put(entry.change().id(), entry.change()));
    }

    public Counters counters() {
        return counters;
    }

    public long end() {
        return counters.end();
    }

    List<FeedEntry> log() {
        return log;
    }

    Optional<OpenPlan> plan() {
        return Optional.ofNullable(plan);
    }

    public boolean isOpen(OpenPlan other) {
        return plan != null && plan.id().equals(other.id());
    }

    /** Returns the newest change of each page. */
    NavigableMap<PageId, Change> newest() {
        return Collections.unmodifiableNavigableMap(newest);
    }

    public Optional<Revision> live(PageId page) {
        return newest.get(page) instanceof Revision revision ? Optional.of(revision) : Optional.empty();
    }

    /** Returns the live pages by ascending id. */
    public List<Revision> livePages() {
        return live(newest.values());
    }

    /** Returns the live pages with a greater id, ascending. */
    public List<Revision> livePagesAfter(PageId page) {
        return live(newest.tailMap(page, false).values());
    }

    /** Returns the changes after a position of the feed. */
    public List<FeedEntry> after(long position) {
        int from = log.size();
        while (from > 0 && log.get(from - 1).position() > position) {
            from--;
        }
        return log.subList(from, log.size());
    }

    private static List<Revision> live(Collection<Change> changes) {
        return changes.stream()
                .filter(Revision.class::isInstance)
                .map(Revision.class::cast)
                .toList();
    }
}
