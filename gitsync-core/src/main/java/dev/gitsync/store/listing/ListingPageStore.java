package dev.gitsync.store.listing;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.listing.FeedCursors;
import dev.gitsync.internal.listing.FeedEntry;
import dev.gitsync.internal.listing.OpenPlan;
import dev.gitsync.internal.listing.Snapshot;
import dev.gitsync.internal.listing.SnapshotEditor;
import dev.gitsync.internal.listing.SnapshotLookup;
import dev.gitsync.internal.listing.StoredSnapshot;
import dev.gitsync.internal.work.KeyedLocks;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.TransactionRunner;
import dev.gitsync.store.plan.PlanCheck;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link PageStore} over a wiki that can only list its pages and write one at a time: it compares each listing with what
 * it remembers of the one before, and makes the change feed out of the differences. Safe for use by several threads and,
 * with a shared {@link ListingMemory}, by several processes.
 *
 * <p>What a wiki without versions, feed and transactions can't give is given up:
 *
 * <ul>
 *   <li>Several edits of a page between two listings become one revision. Its author and time are those that the listing
 *       tells; otherwise {@link ListingSettings#unknownAuthor()} and the time of the listing. What a push wrote keeps the
 *       author, time and message of the commit, also across a crash.
 *   <li>A push is not all or nothing, unless the wiki has {@link Builder#transactions}: if the wiki refuses a page after it has taken others, the answer is
 *       {@link ApplyResult.Partial}, and what was written comes through the feed. Before the first write, the whole plan is
 *       checked against a fresh listing.
 *   <li>A lease that is lost stops the work before the next page, not in the middle of one, and the wiki itself knows no
 *       fencing tokens. An edit that comes in between a listing and a write is safe only if the wiki compares, see
 *       {@link PageListing#update}.
 *   <li>Asking for news costs a listing of the whole space, and remembering it costs about as much as the space is large.
 *   <li>The feed is kept whole for the newest change of each page. Of the revisions that newer ones have replaced only the
 *       last {@link ListingSettings#keptRevisions()} are kept, of the tombstones the last
 *       {@link ListingSettings#keptTombstones()}: whoever reads again from an old cursor misses the older ones.
 * </ul>
 *
 * <p>A page that is missing from a listing counts as deleted, except when the listing is not complete, is empty, or lacks
 * over half of four or more known pages ({@link ListingSettings#maxMissingPercent()}): then nothing is deleted, and
 * {@link ListingListener} hears of it. Such pages stay in git until they are listed again, deleted by a push, or given up
 * with {@link #deleteMissing}. A page that comes back is the same page.
 *
 * <p>The wiki is listed when a reader comes to the end of what is remembered, and before each plan, not for each batch.
 */
public final class ListingPageStore implements PageStore {
    private static final Logger LOG = LoggerFactory.getLogger(ListingPageStore.class);
    private static final int MAX_ATTEMPTS = 50;
    /** Versions that the last reader may know although it has not read so far; many more than any push has pages. */
    private static final long VERSION_GAP = 1_000_000;

    private final PageListing wiki;
    private final SnapshotStore snapshots;
    private final ListingReader reader;
    private final @Nullable TransactionRunner transactions;
    private final KeyedLocks<SpaceId> writers = new KeyedLocks<>();

    private ListingPageStore(Builder builder) {
        wiki = builder.wiki;
        transactions = builder.transactions;
        snapshots = new SnapshotStore(builder.memory);
        reader = new ListingReader(wiki, snapshots, builder.settings, builder.listener, builder.clock);
    }

    /** A store over {@code wiki} that remembers listings in {@code memory}. */
    public static Builder builder(PageListing wiki, ListingMemory memory) {
        return new Builder(wiki, memory);
    }

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        if (!FeedCursors.isOurs(after)) {
            return ChangeBatch.unknown(after);
        }
        long position = FeedCursors.position(space, after);
        Snapshot snapshot = snapshots.load(space).snapshot();
        if (position > snapshot.end()) {
            startAgain(space, position);
        }
        List<FeedEntry> rest = snapshot.after(position);
        if (rest.size() <= limit) {
            rest = reader.read(space, position).stored().snapshot().after(position);
        }
        int size = Math.min(limit, rest.size());
        List<Change> changes = rest.stream().limit(size).map(FeedEntry::change).toList();
        Cursor next = size == 0 ? after : FeedCursors.at(rest.get(size - 1).position());
        return new ChangeBatch(changes, next, size < rest.size());
    }

    /** Lists the wiki for the first batch; the ones after it are as of then. */
    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        List<Revision> pages = after == null
                ? reader.read(space, 0).stored().snapshot().livePages()
                : snapshots.load(space).snapshot().livePagesAfter(after);
        return pages.stream().limit(limit).map(ListingPageStore::page).toList();
    }

    /** Lists the whole wiki. */
    @Override
    public Optional<Page> page(Space space, PageId id) {
        return reader.read(space, 0).stored().snapshot().live(id).map(ListingPageStore::page);
    }

    @Override
    public PageId newPageId(Space space) {
        return wiki.newPageId(space);
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        if (changes.isEmpty()) {
            Cursor end = FeedCursors.at(snapshots.load(space).snapshot().end());
            return new ApplyResult.Applied(Map.of(), end, end);
        }
        return writers.run(space.id(), () -> write(space, changes, context));
    }

    private ApplyResult write(Space space, List<PageChange> changes, ApplyContext context) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<ApplyResult> result = attempt(space, changes, context);
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new StoreException(
                "The memory of the listing of space " + space.id() + " kept changing; nothing was written");
    }

    /** Empty when somebody else replaced the snapshot before the first write. */
    private Optional<ApplyResult> attempt(Space space, List<PageChange> changes, ApplyContext context) {
        ListingReader.Fresh fresh = reader.read(space, 0);
        Snapshot now = fresh.stored().snapshot();
        Optional<ApplyResult.Fenced> fenced = context.fencedBy(now.counters().token());
        if (fenced.isPresent()) {
            return Optional.of(fenced.get());
        }
        PlanCheck check = PlanCheck.of(space, changes, new SnapshotLookup(now));
        Optional<ApplyResult> objection = check.objection().or(() -> missing(changes, fresh.heldBack()));
        if (objection.isPresent()) {
            return objection;
        }
        OpenPlan plan = OpenPlan.of(changes);
        SnapshotEditor editor = new SnapshotEditor(now);
        editor.begin(plan, context.fencingToken());
        return snapshots
                .store(space, fresh.stored(), editor.snapshot())
                .map(stored -> run(
                        new PlanApplier(wiki, snapshots, space, changes, plan, stored.snapshot()),
                        context.actor(),
                        check.steps()));
    }

    private ApplyResult run(PlanApplier run, String actor, List<PageChange> steps) {
        return transactions == null ? run.run(actor, steps) : run.run(actor, steps, transactions);
    }

    /** A page that was not listed, and is not believed to be deleted, can only be deleted. */
    private static Optional<ApplyResult> missing(List<PageChange> changes, Set<PageId> missing) {
        return changes.stream()
                .filter(change -> change.contentAfter().isPresent() && missing.contains(change.id()))
                .findFirst()
                .map(change -> new ApplyResult.Refused("Page " + change.id()
                        + " is missing from what the wiki lists, but it is not sure to be deleted."));
    }

    /**
     * Lists a space once and takes every page that the listing lacks for deleted, however many they are: for an operator
     * who has looked at the wiki. The next cycle brings the deletions to git. A listing that is not complete still deletes
     * nothing.
     */
    public void deleteMissing(Space space) {
        reader.believe(space);
    }

    /** The reader knows more than the memory does: the memory was lost. Everything comes again, above what is known. */
    private void startAgain(Space space, long position) {
        StoredSnapshot lost = snapshots.load(space);
        if (position <= lost.snapshot().end()) {
            return;
        }
        LOG.warn(
                "Space {}: the feed was read up to {}, but the memory of its listing ends at {} and was lost in part;"
                        + " comparing all pages anew. Pages deleted since then stay in git: look at verify",
                space.id(),
                position,
                lost.snapshot().end());
        var counters = new Snapshot.Counters(
                position, position + VERSION_GAP, lost.snapshot().counters().token());
        snapshots.store(space, lost, new Snapshot(counters, List.of(), null));
    }

    private static Page page(Revision revision) {
        return new Page(revision.page(), revision.version(), revision.content());
    }

    /** Collects the parts of a {@link ListingPageStore}. Not safe for use by several threads. */
    public static final class Builder {
        private final PageListing wiki;
        private final ListingMemory memory;
        private ListingSettings settings = ListingSettings.defaults();
        private ListingListener listener = ListingListener.noop();
        private InstantSource clock = InstantSource.system();
        private @Nullable TransactionRunner transactions;

        private Builder(PageListing wiki, ListingMemory memory) {
            this.wiki = wiki;
            this.memory = memory;
        }

        /** The operator's settings; by default {@link ListingSettings#defaults()}. */
        public Builder settings(ListingSettings listingSettings) {
            settings = listingSettings;
            return this;
        }

        /** Who hears of deletions that were not believed; by default nobody but the log. */
        public Builder listener(ListingListener listingListener) {
            listener = listingListener;
            return this;
        }

        /** The time of edits of which the wiki does not tell it; by default the system's. */
        public Builder clock(InstantSource instantSource) {
            clock = instantSource;
            return this;
        }

        /**
         * Writes each push in one transaction of the wiki, so that it is all or nothing; by default a wiki has none. The writes of
         * {@link PageListing} take part in the transaction of their thread. Listings don't show what is not committed.
         */
        public Builder transactions(TransactionRunner runner) {
            transactions = runner;
            return this;
        }

        /** Puts the store together. */
        public ListingPageStore build() {
            return new ListingPageStore(this);
        }
    }
}
