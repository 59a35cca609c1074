package dev.gitsync.store.listing;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.listing.Snapshot;
import dev.gitsync.internal.listing.SnapshotEditor;
import dev.gitsync.internal.listing.StoredSnapshot;
import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.listing.Listing.WithheldDeletion;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists a space and applies the changes to its snapshot. The snapshot is always loaded before the wiki is listed, and
 * replaced only if it is still the same: a listing that is older than a write whose pages are in the snapshot already is
 * never compared with it.
 */
final class ListingReader {
    private static final Logger LOG = LoggerFactory.getLogger(ListingReader.class);
    private static final int MAX_ATTEMPTS = 50;
    private static final int MOST_SPACES = 10_000;

    private final ListedWiki wiki;
    private final SnapshotStore snapshots;
    private final ListingSettings settings;
    private final BiConsumer<Space, WithheldDeletion> listener;
    private final InstantSource clock;
    private final LruMap<SpaceId, WithheldDeletion> lastWithheld = new LruMap<>(MOST_SPACES);

    /**
     * The state right after a listing.
     *
     * @param withheld live pages and attachments that a complete listing lacked
     */
    record Fresh(StoredSnapshot stored, Set<PageId> withheld) {}

    ListingReader(
            ListedWiki wiki,
            SnapshotStore snapshots,
            ListingSettings settings,
            BiConsumer<Space, WithheldDeletion> listener,
            InstantSource clock) {
        this.wiki = wiki;
        this.snapshots = snapshots;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Lists the space.
     *
     * @param readTo the position to which the caller has read the feed; older changes may be dropped
     */
    Fresh read(Space space, long readTo) {
        return read(space, readTo, false);
    }

    /** Lists the space and treats every page that a complete listing lacks as deleted. */
    Fresh readTrusting(Space space) {
        return read(space, 0, true);
    }

    private Fresh read(Space space, long readTo, boolean trusting) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            StoredSnapshot before = snapshots.load(space);
            Listing listing = wiki.pages().list(space);
            SnapshotEditor editor = new SnapshotEditor(before.snapshot());
            ListingComparison comparison = comparison(space, before.snapshot(), editor, listing);
            Optional<WithheldDeletion> withheld = comparison.compare(trusting);
            editor.forget(settings.keptRevisions(), settings.keptTombstones(), readTo);
            wiki.keep(space, comparison.namedContents());
            Optional<StoredSnapshot> after =
                    editor.isChanged() ? snapshots.store(space, before, editor.snapshot()) : Optional.of(before);
            if (after.isPresent()) {
                report(space, withheld);
                return new Fresh(after.get(), comparison.withheld(after.get().snapshot()));
            }
        }
        throw new StoreException("The memory of the listing of space " + space.id()
                + " was replaced by another process in each of " + MAX_ATTEMPTS + " attempts to list its pages");
    }

    private ListingComparison comparison(Space space, Snapshot before, SnapshotEditor editor, Listing listing) {
        @Nullable ListedIdentities identities = null;
        if (wiki.files() != null) {
            identities = new ListedIdentities(wiki, space, before);
            identities.identify(listing.attachments(), editor);
        }
        return new ListingComparison(
                editor, before, listing, identities, new ListingComparison.Rules(settings, clock.instant()));
    }

    private void report(Space space, Optional<WithheldDeletion> withheld) {
        if (withheld.isEmpty()) {
            lastWithheld.remove(space.id());
            return;
        }
        WithheldDeletion news = withheld.get();
        if (lastWithheld.put(space.id(), news).filter(news::equals).isEmpty()) {
            LOG.warn(
                    "Space {}: {} of {} pages or attachments are missing from the listing and stay in git, because it is {}",
                    space.id(),
                    news.missing(),
                    news.known(),
                    news.reason());
        }
        try {
            listener.accept(space, news);
        } catch (RuntimeException e) {
            LOG.warn("Space {}: a listener failed", space.id(), e);
        }
    }
}
