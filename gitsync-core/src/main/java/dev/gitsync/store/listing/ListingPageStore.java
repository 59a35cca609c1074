package dev.gitsync.store.listing;

import dev.gitsync.error.StoreException;
import dev.gitsync.format.label.LabelRules;
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
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.plan.PlanCheck;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link PageStore} over a wiki that can only list its pages and write one at a time. It compares each listing with the
 * previous one and derives the change feed from the differences. Safe for use by several threads and, with a shared {@link
 * ListingMemory}, by several processes.
 *
 * <p>Because the wiki has no versions, feed or transactions, the following limits apply:
 *
 * <ul>
 *   <li>Several edits of a page between two listings become one revision. Its author and time come from the listing if it
 *       contains them; otherwise they are {@link ListingSettings#unknownAuthor()} and the time of the listing. Pages written by
 *       a push keep the author, time and message of the commit, even after a crash.
 *   <li>A push is not atomic unless the wiki has {@link Builder#transactions}: if the wiki refuses a page after it has written
 *       others, the result is {@link ApplyResult.Partial}, and the feed returns the written changes. Before the first write,
 *       the whole plan is checked against a fresh listing.
 *   <li>The loss of a lease stops the work before the next page, not in the middle of one, and the wiki itself does not check
 *       fencing tokens. An edit between a listing and a write is safe only if the wiki compares; see {@link
 *       PageListing#update}.
 *   <li>Checking for changes costs a listing of the whole space, and storing the listing costs time and space in proportion to
 *       the size of the space.
 *   <li>The feed always contains the newest change of each live page. Only the last {@link
 *       ListingSettings#keptRevisions()} superseded revisions and the last {@link ListingSettings#keptTombstones()}
 *       tombstones are kept. A reader that starts again from an old cursor misses the older ones.
 * </ul>
 *
 * <p>A page that is missing from a listing is treated as deleted, unless the listing is incomplete, is empty, or lacks
 * more than half of four or more known pages with text ({@link ListingSettings#maxMissingPercent()}). Then nothing is
 * deleted, and the listing is logged and passed to {@link Builder#onWithheldDeletion}. Such pages stay in git until
 * they are listed again, deleted by a push, or removed with {@link #deleteMissing}. A page that is listed again keeps
 * its identity.
 *
 * <p>A wiki with {@link PageListing#attachments} lists them with its pages, and everything above applies to them too: changes are
 * found by comparing listings, missing ones are deleted unless there is a reason to doubt the listing (the share is that of the
 * attachments), and a plan is written one at a time. Contents are read once when they are new or changed, and stored by their hash in
 * {@link Builder#contents}, where those of earlier versions remain.
 *
 * <p>The wiki is listed when a reader reaches the end of the stored feed, and before each plan, not for each batch.
 */
public final class ListingPageStore implements PageStore {
    private static final Logger LOG = LoggerFactory.getLogger(ListingPageStore.class);
    private static final int MAX_ATTEMPTS = 50;

    private final ListedWiki wiki;
    private final SnapshotStore snapshots;
    private final ListingReader reader;
    private final @Nullable TransactionRunner transactions;
    private final KeyedLocks<SpaceId> writers = new KeyedLocks<>();

    private ListingPageStore(Builder builder) {
        wiki = ListedWiki.of(builder.wiki, builder.contents);
        transactions = builder.transactions;
        snapshots = new SnapshotStore(builder.memory);
        reader = new ListingReader(wiki, snapshots, builder.settings, builder.withheldListener, builder.clock);
    }

    /** Returns a builder of a store over {@code wiki} that stores listings in {@code memory}. */
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

    /** Lists the wiki for the first batch; later batches return the state as of that listing. */
    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        List<Revision> pages = after == null
                ? reader.read(space, 0).stored().snapshot().livePages()
                : snapshots.load(space).snapshot().livePagesAfter(after);
        return pages.stream().limit(limit).map(ListingPageStore::page).toList();
    }

    /** Returns the page as of the last listing. Lists the whole wiki if that had no such page. */
    @Override
    public Optional<Page> page(Space space, PageId id) {
        return snapshots
                .load(space)
                .snapshot()
                .live(id)
                .or(() -> reader.read(space, 0).stored().snapshot().live(id))
                .map(ListingPageStore::page);
    }

    @Override
    public PageId newPageId(Space space) {
        return wiki.pages().newPageId(space);
    }

    @Override
    public Optional<AttachmentStore> attachments() {
        return Optional.ofNullable(wiki.files())
                .map(files -> new ListingAttachmentStore(
                        files,
                        space -> reader.read(space, 0).stored().snapshot(),
                        space -> snapshots.load(space).snapshot()));
    }

    @Override
    public Optional<LabelRules> labels() {
        return wiki.pages().labels();
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

    /** Returns empty if another thread or process replaced the snapshot before the first write. */
    private Optional<ApplyResult> attempt(Space space, List<PageChange> planned, ApplyContext context) {
        ListingReader.Fresh fresh = reader.read(space, 0);
        Snapshot now = fresh.stored().snapshot();
        List<PageChange> changes = KnownLabels.kept(planned, now);
        Optional<ApplyResult.Fenced> fenced = context.fencedBy(now.counters().token());
        if (fenced.isPresent()) {
            return Optional.of(fenced.get());
        }
        PlanCheck check = PlanCheck.of(space, changes, new SnapshotLookup(now));
        Optional<ApplyResult> objection = check.objection().or(() -> wiki.objection(space, changes, fresh.withheld()));
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

    /**
     * Lists a space once and treats every page missing from the listing as deleted, however many there are. For use by an
     * operator after a check of the wiki. The next cycle applies the deletions in git. An incomplete listing still deletes
     * nothing.
     */
    public void deleteMissing(Space space) {
        reader.readTrusting(space);
    }

    /**
     * Restarts the feed after the memory was lost, when the reader knows more than the memory does. All pages are returned
     * again, with positions above the known ones.
     */
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
        snapshots.store(space, lost, lost.snapshot().restartedAt(position));
    }

    private static Page page(Revision revision) {
        return new Page(revision.id(), revision.version(), revision.content());
    }

    /** Builds a {@link ListingPageStore} from its parts. Not safe for use by several threads. */
    public static final class Builder {
        private final PageListing wiki;
        private final ListingMemory memory;
        private ListingSettings settings = ListingSettings.defaults();
        private BiConsumer<Space, Listing.WithheldDeletion> withheldListener = (space, withheld) -> {};
        private InstantSource clock = InstantSource.system();
        private @Nullable TransactionRunner transactions;
        private @Nullable ListingContents contents;

        private Builder(PageListing wiki, ListingMemory memory) {
            this.wiki = wiki;
            this.memory = memory;
        }

        /** Sets the operator's settings. The default is {@link ListingSettings#defaults()}. */
        public Builder settings(ListingSettings listingSettings) {
            settings = listingSettings;
            return this;
        }

        /**
         * Sets a listener that is called for every listing whose missing pages are not treated as deleted. By default
         * such a listing is only logged. The listener runs on the thread that reads the listing, and must be safe for
         * use by several threads; its exceptions are logged and ignored.
         */
        public Builder onWithheldDeletion(BiConsumer<Space, Listing.WithheldDeletion> listener) {
            withheldListener = listener;
            return this;
        }

        /** Sets the clock for edits for which the wiki reports no time. The default is the system clock. */
        public Builder clock(InstantSource instantSource) {
            clock = instantSource;
            return this;
        }

        /**
         * Sets the runner of the wiki's transactions, so that each push is written atomically in one transaction. By default
         * there is none. The writes of {@link PageListing} join the transaction of their thread. Listings don't contain
         * uncommitted changes.
         */
        public Builder transactions(TransactionRunner runner) {
            transactions = runner;
            return this;
        }

        /** Sets the storage of the contents of attachments, for a wiki that {@linkplain PageListing#attachments has} some. */
        public Builder contents(ListingContents listingContents) {
            contents = listingContents;
            return this;
        }

        /**
         * Returns the store.
         *
         * @throws dev.gitsync.error.InvalidInputException when the wiki has attachments, but {@link #contents} is not set
         */
        public ListingPageStore build() {
            return new ListingPageStore(this);
        }
    }
}
