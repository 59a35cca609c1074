package dev.gitsync.internal.state;

import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.index.TrashedAttachment;
import dev.gitsync.internal.index.TrashedPage;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Recognises a wiki that went back in time by the versions of its pages, for stores whose cursors do not show it (law 14). A page that
 * the index has at a later version than the wiki, and a page that the wiki neither has nor deleted, are proof. Which pages are
 * compared:
 *
 * <ul>
 *   <li>the one that changed last, since that is lost first: when this process first sees a state of the refs, and after
 *       {@link #INTERVAL} again;
 *   <li>those that give cause to doubt: a change of the feed had an older version than the index, or the wiki did not have a page at the
 *       version that a push expected.
 * </ul>
 *
 * <p>Safe for use by several threads.
 */
public final class RestoreCheck {
    /** The interval at which the page that changed last is compared while nothing happens. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final int MOST_STATES = 10_000;
    private static final int MOST_DOUBTFUL = 100;

    private final PageStore store;
    private final PageFiles files;
    private final LongSupplier nanoTime;
    private final LruMap<ObjectId, Long> checked = new LruMap<>(MOST_STATES);
    private final LruMap<ObjectId, List<PageId>> doubtful = new LruMap<>(MOST_STATES);

    public RestoreCheck(EngineParts parts) {
        this.store = parts.store();
        this.files = parts.files();
        this.nanoTime = parts.nanoTime();
    }

    /** Records a state that was just written from the wiki. */
    public void saved(ObjectId state) {
        checked.put(state, nanoTime.getAsLong());
    }

    /** Adds pages to compare when {@link #isBehind} is called for this state. */
    public void recheck(ObjectId state, Collection<PageId> pages) {
        doubtful.put(state, pages.stream().limit(MOST_DOUBTFUL).toList());
    }

    /** Returns whether the wiki is older than its index. Reads nothing if this state was checked within {@link #INTERVAL}. */
    public boolean isBehind(Space space, SpaceRepository repository, SpaceRefs refs) throws IOException {
        if (!isDue(refs.state())) {
            return false;
        }
        try (Workspace work = Workspace.at(repository, refs, files)) {
            return isBehind(space, work);
        }
    }

    /** Returns whether the wiki is older than an open index, which is unchanged since work began. */
    public boolean isBehind(Space space, Workspace work) throws IOException {
        ObjectId state = work.refs().state();
        if (!isDue(state)) {
            return false;
        }
        Stream<PageId> newest = work.index().head().newest().stream();
        List<PageId> doubts = doubtful.get(state).orElse(List.of());
        for (PageId page : Stream.concat(newest, doubts.stream()).toList()) {
            if (isBehind(space, work.index(), page)) {
                return true;
            }
        }
        saved(state);
        doubtful.remove(state);
        return false;
    }

    private boolean isDue(ObjectId state) {
        if (state.equals(ObjectId.zeroId())) {
            return false;
        }
        Optional<Long> last = checked.get(state);
        return doubtful.get(state).isPresent()
                || last.isEmpty()
                || nanoTime.getAsLong() - last.get() >= INTERVAL.toNanos();
    }

    private boolean isBehind(Space space, SpaceIndex index, PageId id) throws IOException {
        OptionalLong known = version(index, id);
        if (known.isEmpty()) {
            return false;
        }
        Optional<Long> version = versionInWiki(space, id);
        if (version.isPresent()) {
            return version.get() < known.getAsLong();
        }
        boolean isLive =
                index.page(id).isPresent() || index.attachments().find(id).isPresent();
        return isLive && isFeedRead(space, index);
    }

    private Optional<Long> versionInWiki(Space space, PageId id) {
        Optional<Long> page = store.page(space, id).map(Page::version);
        return page.isPresent()
                ? page
                : store.attachments()
                        .flatMap(attachments -> attachments.attachment(space, id))
                        .map(Attachment::version);
    }

    /** Returns the version of a page or an attachment in the index, live or deleted. */
    public static OptionalLong version(SpaceIndex index, PageId id) throws IOException {
        Optional<Long> version = index.page(id).map(IndexedPage::version);
        if (version.isEmpty()) {
            version = index.trashed(id).map(TrashedPage::version);
        }
        if (version.isEmpty()) {
            version = index.attachments().find(id).map(IndexedAttachment::version);
        }
        if (version.isEmpty()) {
            version = index.attachments().trashed(id).map(TrashedAttachment::version);
        }
        return version.isPresent() ? OptionalLong.of(version.get()) : OptionalLong.empty();
    }

    /** Returns whether the feed is read to its end, after a page was found missing: a deletion would be in the feed by now. */
    private boolean isFeedRead(Space space, SpaceIndex index) {
        ChangeBatch news = store.changes(space, index.head().cursor(), 1);
        return !news.isUnknown() && news.changes().isEmpty();
    }
}
