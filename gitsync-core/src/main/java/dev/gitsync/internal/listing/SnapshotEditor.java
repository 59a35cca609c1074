package dev.gitsync.internal.listing;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Derives the next snapshot from an existing one. Not thread-safe. */
public final class SnapshotEditor {
    private final Snapshot before;
    private final List<FeedEntry> log;
    private final Map<PageId, Change> newest;
    private final Map<PageId, String> listed;
    private final Map<PageId, PlannedChange> changes = new LinkedHashMap<>();
    private @Nullable String plan;
    private long end;
    private long floor;
    private long token;

    public SnapshotEditor(Snapshot before) {
        this.before = before;
        this.log = new ArrayList<>(before.feed().log());
        this.newest = new HashMap<>(before.newest());
        this.listed = new HashMap<>(before.feed().listed());
        before.plan().ifPresent(this::open);
        this.end = before.end();
        this.floor = before.counters().floor();
        this.token = before.counters().token();
    }

    public boolean hasNewChanges() {
        return end > before.end();
    }

    /** Returns whether there is anything to store: changes, or other versions of attachments in the listing. */
    public boolean isChanged() {
        return hasNewChanges() || !listed.equals(before.feed().listed());
    }

    /** Adds a revision to the feed and returns its version. */
    public long revise(PageId page, PageContent content, Provenance provenance) {
        return add(new Revision(page, nextVersion(page), content, provenance));
    }

    /** Adds a revision of an attachment to the feed and returns its version. */
    public long revise(PageId attachment, AttachmentContent content, Provenance provenance) {
        listed.put(attachment, "");
        return add(new AttachmentRevision(attachment, nextVersion(attachment), content, provenance));
    }

    /** Stores the version that the wiki states for a live attachment. */
    public void setListedVersion(PageId attachment, String version) {
        listed.put(attachment, version);
    }

    /** Adds a tombstone to the feed and returns its version. */
    public long addTombstone(PageId page, Provenance provenance) {
        return add(new Tombstone(page, nextVersion(page), provenance));
    }

    /** Adds a planned change to the feed, unless the feed contains it already, and returns its version. */
    public long addPlanned(PlannedChange planned) {
        if (planned.isRecorded()) {
            return planned.recordedAs();
        }
        long version = add(planned);
        changes.replace(planned.page(), planned.recorded(version));
        return version;
    }

    private long add(PlannedChange planned) {
        PageId id = planned.page();
        @Nullable PageContent page = planned.content().page();
        @Nullable AttachmentContent attachment = planned.content().attachment();
        if (page != null) {
            return revise(id, page, planned.provenance());
        }
        return attachment == null
                ? addTombstone(id, planned.provenance())
                : revise(id, attachment, planned.provenance());
    }

    /** Returns the change of the open plan to a page or attachment. */
    public Optional<PlannedChange> planned(PageId page) {
        return Optional.ofNullable(changes.get(page));
    }

    /** Returns the attachments that the open plan puts and whose changes are not in the feed yet. */
    public List<PlannedChange> openPuts() {
        return changes.values().stream()
                .filter(planned -> planned.content().attachment() != null && !planned.isRecorded())
                .toList();
    }

    /** Opens a plan and replaces the open one, if there is one. */
    public void begin(OpenPlan next, long fencingToken) {
        open(next);
        token = Math.max(token, fencingToken);
    }

    public void endPlan() {
        plan = null;
        changes.clear();
    }

    /**
     * Removes the oldest changes that need not be kept: revisions that newer changes have replaced, and tombstones.
     *
     * @param readTo only changes up to this position are removed, because the reader has them
     */
    public void forget(int keptRevisions, int keptTombstones, long readTo) {
        forgetTombstones(keptTombstones, readTo);
        long tooMany = log.stream().filter(this::isReplaced).count() - keptRevisions;
        for (Iterator<FeedEntry> entries = log.iterator(); entries.hasNext() && tooMany > 0; ) {
            FeedEntry entry = entries.next();
            if (entry.position() <= readTo && isReplaced(entry)) {
                entries.remove();
                tooMany--;
            }
        }
    }

    /** Removes tombstones, each with all other changes of its page: otherwise the page would become live again. */
    private void forgetTombstones(int kept, long readTo) {
        List<FeedEntry> tombstones = log.stream().filter(this::isTombstone).toList();
        Set<PageId> forgotten = new HashSet<>();
        for (FeedEntry tombstone : tombstones.subList(0, Math.max(0, tombstones.size() - kept))) {
            if (tombstone.position() <= readTo) {
                forgotten.add(tombstone.change().id());
                floor = Math.max(floor, tombstone.change().version());
            }
        }
        log.removeIf(entry -> forgotten.contains(entry.change().id()));
        newest.keySet().removeAll(forgotten);
        listed.keySet().removeAll(forgotten);
    }

    public Snapshot snapshot() {
        OpenPlan open = plan == null ? null : new OpenPlan(plan, List.copyOf(changes.values()));
        return new Snapshot(new Snapshot.Counters(end, floor, token), new Snapshot.Feed(log, listed), open);
    }

    private void open(OpenPlan next) {
        plan = next.id();
        changes.clear();
        next.changes().forEach(planned -> changes.put(planned.page(), planned));
    }

    private boolean isReplaced(FeedEntry entry) {
        Change now = newest.get(entry.change().id());
        return now != null && now.version() > entry.change().version();
    }

    private boolean isTombstone(FeedEntry entry) {
        return entry.change() instanceof Tombstone && !isReplaced(entry);
    }

    private long nextVersion(PageId page) {
        Change now = newest.get(page);
        return (now == null ? floor : now.version()) + 1;
    }

    private long add(Change change) {
        end++;
        log.add(new FeedEntry(end, change));
        newest.put(change.id(), change);
        return change.version();
    }
}
