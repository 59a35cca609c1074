package dev.gitsync.store.listing;

import dev.gitsync.model.Change;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Revision;
import dev.gitsync.model.Tombstone;
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

/** Makes the next snapshot out of one. Not safe for use by several threads. */
final class SnapshotEditor {
    private final Snapshot before;
    private final List<Entry> log;
    private final Map<PageId, Change> newest;
    private final Map<PageId, Intent> intents = new LinkedHashMap<>();
    private @Nullable String plan;
    private long end;
    private long floor;
    private long token;

    SnapshotEditor(Snapshot before) {
        this.before = before;
        this.log = new ArrayList<>(before.log());
        this.newest = new HashMap<>(before.newest());
        before.plan().ifPresent(this::open);
        this.end = before.end();
        this.floor = before.counters().floor();
        this.token = before.counters().token();
    }

    boolean hasNewChanges() {
        return end > before.end();
    }

    /** Adds a revision to the feed and answers its version. */
    long revise(PageId page, PageContent content, Provenance provenance) {
        return add(new Revision(page, nextVersion(page), content, provenance));
    }

    /** Adds a tombstone to the feed and answers its version. */
    long bury(PageId page, Provenance provenance) {
        return add(new Tombstone(page, nextVersion(page), provenance));
    }

    /** Adds the change of an intent to the feed, unless it is in already, and answers its version. */
    long settle(Intent intent) {
        if (intent.isSettled()) {
            return intent.settledAs();
        }
        PageContent content = intent.content();
        long version = content == null
                ? bury(intent.page(), intent.provenance())
                : revise(intent.page(), content, intent.provenance());
        intents.replace(intent.page(), intent.settled(version));
        return version;
    }

    /** What the open plan wants with a page. */
    Optional<Intent> intent(PageId page) {
        return Optional.ofNullable(intents.get(page));
    }

    /** Opens a plan in place of the one that is open, if there is one. */
    void begin(OpenPlan next, long fencingToken) {
        open(next);
        token = Math.max(token, fencingToken);
    }

    void endPlan() {
        plan = null;
        intents.clear();
    }

    /**
     * Forgets the oldest changes that the settings don't keep: revisions that newer changes have replaced, and tombstones.
     *
     * @param readTo only changes up to here are forgotten, because the reader has them
     */
    void forget(ListingSettings settings, long readTo) {
        forgetTombstones(settings.keptTombstones(), readTo);
        long tooMany = log.stream().filter(this::isReplaced).count() - settings.keptRevisions();
        for (Iterator<Entry> entries = log.iterator(); entries.hasNext() && tooMany > 0; ) {
            Entry entry = entries.next();
            if (entry.position() <= readTo && isReplaced(entry)) {
                entries.remove();
                tooMany--;
            }
        }
    }

    /** With a tombstone goes all else that is known of the page: it would come to life again. */
    private void forgetTombstones(int kept, long readTo) {
        List<Entry> tombstones = log.stream().filter(this::isTombstone).toList();
        Set<PageId> forgotten = new HashSet<>();
        for (Entry tombstone : tombstones.subList(0, Math.max(0, tombstones.size() - kept))) {
            if (tombstone.position() <= readTo) {
                forgotten.add(tombstone.change().page());
                floor = Math.max(floor, tombstone.change().version());
            }
        }
        log.removeIf(entry -> forgotten.contains(entry.change().page()));
        newest.keySet().removeAll(forgotten);
    }

    Snapshot snapshot() {
        OpenPlan open = plan == null ? null : new OpenPlan(plan, List.copyOf(intents.values()));
        return new Snapshot(new Snapshot.Counters(end, floor, token), log, open);
    }

    private void open(OpenPlan next) {
        plan = next.id();
        intents.clear();
        next.intents().forEach(intent -> intents.put(intent.page(), intent));
    }

    private boolean isReplaced(Entry entry) {
        Change now = newest.get(entry.change().page());
        return now != null && now.version() > entry.change().version();
    }

    private boolean isTombstone(Entry entry) {
        return entry.change() instanceof Tombstone && !isReplaced(entry);
    }

    private long nextVersion(PageId page) {
        Change now = newest.get(page);
        return (now == null ? floor : now.version()) + 1;
    }

    private long add(Change change) {
        end++;
        log.add(new Entry(end, change));
        newest.put(change.page(), change);
        return change.version();
    }
}
