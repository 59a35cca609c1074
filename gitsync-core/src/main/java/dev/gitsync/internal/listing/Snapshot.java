package dev.gitsync.internal.listing;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.PageId;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The known state of a space: the newest change of each page and attachment and some older ones, in the order of the feed.
 * Immutable.
 */
public final class Snapshot {
    /**
     * The gap for versions that the last reader may know although it has not read so far; far larger than the number of pages
     * in any push.
     */
    private static final long VERSION_GAP = 1_000_000;

    public static final Snapshot EMPTY = new Snapshot(new Counters(0, 0, 0), Feed.EMPTY, null);

    private final Counters counters;
    private final Feed feed;
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

    /**
     * The recorded changes.
     *
     * @param log the changes in their order
     * @param listed for each attachment, live or deleted, the wiki's version of it in the last listing; empty if it is not known
     */
    public record Feed(List<FeedEntry> log, Map<PageId, String> listed) {
        /** No changes. */
        public static final Feed EMPTY = new Feed(List.of(), Map.of());

        public Feed {
            log = List.copyOf(log);
            listed = Map.copyOf(listed);
        }
    }

    public Snapshot(Counters counters, Feed feed, @Nullable OpenPlan plan) {
        this.counters = counters;
        this.feed = feed;
        this.plan = plan;
        feed.log().forEach(entry -> newest.put(entry.change().id(), entry.change()));
    }

    /** Returns a snapshot without changes whose positions and versions are above all that a reader of {@code position} may know. */
    public Snapshot restartedAt(long position) {
        return new Snapshot(new Counters(position, position + VERSION_GAP, counters.token()), Feed.EMPTY, null);
    }

    public Counters counters() {
        return counters;
    }

    public long end() {
        return counters.end();
    }

    Feed feed() {
        return feed;
    }

    Optional<OpenPlan> plan() {
        return Optional.ofNullable(plan);
    }

    public boolean isOpen(OpenPlan other) {
        return plan != null && plan.id().equals(other.id());
    }

    /** Returns the newest change of each page and attachment. */
    NavigableMap<PageId, Change> newest() {
        return Collections.unmodifiableNavigableMap(newest);
    }

    public Optional<Revision> live(PageId page) {
        return newest.get(page) instanceof Revision revision ? Optional.of(revision) : Optional.empty();
    }

    public Optional<AttachmentRevision> liveAttachment(PageId attachment) {
        return newest.get(attachment) instanceof AttachmentRevision revision ? Optional.of(revision) : Optional.empty();
    }

    /** Returns whether the id is that of an attachment, live or deleted. */
    public boolean isAttachment(PageId id) {
        return feed.listed().containsKey(id);
    }

    /** Returns the wiki's version of an attachment in the last listing; empty if it is not known. */
    public String listedVersion(PageId attachment) {
        return feed.listed().getOrDefault(attachment, "");
    }

    /** Returns the live pages by ascending id. */
    public List<Revision> livePages() {
        return live(newest.values(), Revision.class);
    }

    /** Returns the live pages with a greater id, ascending. */
    public List<Revision> livePagesAfter(PageId page) {
        return live(newest.tailMap(page, false).values(), Revision.class);
    }

    /** Returns the live attachments by ascending id. */
    public List<AttachmentRevision> liveAttachments() {
        return live(newest.values(), AttachmentRevision.class);
    }

    /** Returns the live attachments with a greater id, ascending. */
    public List<AttachmentRevision> liveAttachmentsAfter(PageId attachment) {
        return live(newest.tailMap(attachment, false).values(), AttachmentRevision.class);
    }

    /** Returns the changes after a position of the feed. */
    public List<FeedEntry> after(long position) {
        List<FeedEntry> log = feed.log();
        int from = log.size();
        while (from > 0 && log.get(from - 1).position() > position) {
            from--;
        }
        return log.subList(from, log.size());
    }

    private static <T extends Change> List<T> live(Collection<Change> changes, Class<T> kind) {
        return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
