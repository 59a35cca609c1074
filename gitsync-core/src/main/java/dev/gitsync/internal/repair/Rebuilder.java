package dev.gitsync.internal.repair;

import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.internal.guard.DeleteGuard;
import dev.gitsync.internal.index.FailedPage;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.index.TrashedPage;
import dev.gitsync.internal.outline.FeedPositionSearch;
import dev.gitsync.internal.outline.FeedReplay;
import dev.gitsync.internal.outline.PageFamilies;
import dev.gitsync.internal.outline.PageOutline;
import dev.gitsync.internal.outline.WikiOutline;
import dev.gitsync.internal.pages.NameCollision;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.Sibling;
import dev.gitsync.internal.placement.PageBlobs;
import dev.gitsync.internal.placement.Placement;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the index anew from the pages of the wiki and the files that are there:
 *
 * <ol>
 *   <li>The end of the feed is noted first, so that what changes meanwhile is read again.
 *   <li>Files and folders of pages that an old index knows elsewhere are moved, see {@link RelocatedPages}.
 *   <li>From the top down, the pages of each folder are matched with its files, see {@link FolderMatch}. A page that finds
 *       its file stays there, and the file is corrected if it is not what the page renders to.
 *   <li>A page without a file gets one; a page file without a page goes, and stays in the history.
 *   <li>Where two names in a folder are the same to someone, the page that has one of them gets another.
 * </ol>
 *
 * Costs as much as the space is large. What an old index remembers of deleted pages is kept; without one it is gone, and a
 * file that is restored from history is a new page then.
 *
 * <p>More than 300 lines: the ways to write the index anew share one run.
 */
public final class Rebuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilder.class);
    private final PageStore store;
    private final PageFiles files;
    private final DeleteGuard guard;

    public Rebuilder(EngineParts parts) {
        this.store = parts.store();
        this.files = parts.files();
        this.guard = DeleteGuard.of(parts.settings().deletes());
    }

    /**
     * Writes the index of the wiki's line anew and moves the refs. If the line is what the wiki was at a place of its feed, the
     * index is that of this place, and what the wiki did since is left to be pulled.
     *
     * @param old an index that may be wrong but still says where pages were, or null
     */
    public void rebuild(CycleContext cycle, @Nullable SpaceIndex old) throws IOException {
        LOG.warn(
                "Space {}: rebuilding the index from the pages of the wiki",
                cycle.space().id());
        if (!rebuildWhereItStood(cycle, old)) {
            rebuild(cycle, new Manner(old, "Correct the files that differed from the wiki", Integer.MAX_VALUE));
        }
    }

    /** Does so without any change to the line; answers whether that was possible. */
    private boolean rebuildWhereItStood(CycleContext cycle, @Nullable SpaceIndex old) throws IOException {
        cycle.budget().doing("looking for the place up to which the wiki was pulled");
        SpaceRefs refs = SpaceRefs.read(cycle.repository());
        try (Workspace work = Workspace.withIndex(cycle.repository(), refs, files, ObjectId.zeroId());
                FeedReplay replay = new FeedReplay(files)) {
            FeedPositionSearch.Feed feed = new FeedPositionSearch.Feed(store, cycle.space(), files);
            long changes = FeedPositionSearch.find(feed, work, cycle.budget());
            if (changes == 0) {
                return false;
            }
            Cursor cursor = feed.read(changes, replay::read);
            Rebuild rebuild = new Rebuild(cycle.space(), work, new Known(replay.pages(), old, Map.of(), replay));
            rebuild.run();
            if (rebuild.isDifferent || !work.tree().write(work.inserter()).equals(work.wikiTree())) {
                return false;
            }
            work.index().head().cursor(cursor, null);
            cycle.fence().stamp(work.index());
            work.save();
        }
        LOG.info(
                "Space {}: restored the index of {}; later changes of the wiki follow",
                cycle.space().id(),
                refs.wiki());
        return true;
    }

    /**
     * Does so because the store went back in time, or is another one. {@code main}
     * becomes the wiki by a commit of its own, and what only {@code main} had stays in the history.
     *
     * @throws OperatorNeededException when more page files would go than the delete guard lets pass: an empty or wrong database must
     *     not empty {@code main} without an operator
     */
    public void rebuildRestored(CycleContext cycle) throws IOException {
        try (Workspace now = Workspace.at(cycle.repository(), SpaceRefs.read(cycle.repository()), files)) {
            int most = guard.allowed(now.index().head().pages());
            rebuild(cycle, new Manner(now.index(), "Follow the wiki, which went back to an earlier state", most));
        }
        LOG.warn(
                "Space {}: the wiki is behind what was read of it, by its feed or by the versions of its pages; it was restored"
                        + " to an earlier state, or is another one. The index was written anew, and main is what the wiki is",
                cycle.space().id());
    }

    /**
     * How an index is written anew.
     *
     * @param old an index that may be wrong but still says where pages were, or null
     * @param message what the commit says, if one is needed
     * @param mostRemoved how many page files may be without a page
     */
    private record Manner(@Nullable SpaceIndex old, String message, int mostRemoved) {}

    private void rebuild(CycleContext cycle, Manner manner) throws IOException {
        cycle.budget().doing("writing the index of the space anew");
        WikiOutline wiki = WikiOutline.read(store, files, cycle.space(), cycle.budget());
        boolean isWritten = false;
        while (!isWritten) {
            isWritten = write(cycle, manner, wiki);
        }
        LOG.info(
                "Space {}: rebuilt the index with {} pages",
                cycle.space().id(),
                wiki.pages().size());
    }

    /** Answers false if pages that can't be rendered have no file from before: it has to be done again without those. */
    private boolean write(CycleContext cycle, Manner manner, WikiOutline wiki) throws IOException {
        SpaceRefs refs = SpaceRefs.read(cycle.repository());
        try (Workspace work = Workspace.withIndex(cycle.repository(), refs, files, ObjectId.zeroId())) {
            Rebuild rebuild =
                    new Rebuild(cycle.space(), work, new Known(wiki.pages(), manner.old(), wiki.deletions(), null));
            rebuild.run();
            if (!rebuild.absent.isEmpty()) {
                wiki.withdraw(rebuild.absent);
                return false;
            }
            requireFew(cycle.space(), rebuild.removed, manner.mostRemoved());
            for (FailedPage page : wiki.failed()) {
                work.index().putFailed(page);
                LOG.warn(
                        "Space {}: page {} could not be imported at version {}: {}",
                        cycle.space().id(),
                        page.id(),
                        page.version(),
                        page.reason());
            }
            work.commit(Provenance.wiki(Workspace.ENGINE, wiki.time(), ""), manner.message());
            work.index().head().cursor(wiki.cursor(), wiki.newest());
            cycle.fence().stamp(work.index());
            work.save();
            return true;
        }
    }

    /** Writes the index of {@code work}, and the pages into those of its files that are theirs; other page files go. */
    void match(Space space, Workspace work, SpaceIndex old, WorkBudget budget) throws IOException {
        budget.doing("looking for the pages of the wiki in the files of main");
        WikiOutline wiki = WikiOutline.read(store, files, space, budget);
        new Rebuild(space, work, new Known(wiki.pages(), old, wiki.deletions(), null)).run();
    }

    private static void requireFew(Space space, int removed, int most) {
        if (removed > most) {
            throw new OperatorNeededException("The wiki of space " + space.id()
                    + " went back to an earlier state, or is another one, and " + removed
                    + " page files of main have no page in it; up to " + most
                    + " may go by themselves. Check that the server uses the right database, and run repair to make main"
                    + " what the wiki is");
        }
    }

    /**
     * What the index is written from.
     *
     * @param old an index that may be wrong but still says where pages were, or null
     * @param deletions the versions at which pages were deleted
     * @param past set if the pages are those of the past, whose texts the store does not have any more
     */
    private record Known(
            Map<PageId, PageOutline> pages,
            @Nullable SpaceIndex old,
            Map<PageId, Long> deletions,
            @Nullable FeedReplay past) {}

    /** One run. */
    private final class Rebuild {
        private final Space space;
        private final Workspace work;
        private final SpaceIndex index;
        private final PageFamilies wiki;
        private final @Nullable SpaceIndex old;
        private final @Nullable FeedReplay past;
        private final Map<PageId, Long> deletions;
        private final PageBlobs blobs;
        private final Placement placement;
        /** The files as they were. */
        private final TreeEditor before;

        private int removed;
        /** Pages that can't be rendered and have no file. */
        private final Set<PageId> absent = new HashSet<>();
        /** Whether a page of the past says something else than its file. */
        private boolean isDifferent;

        Rebuild(Space space, Workspace work, Known known) {
            this.space = space;
            this.work = work;
            this.index = work.index();
            this.wiki = new PageFamilies(known.pages());
            this.old = known.old();
            this.past = known.past();
            this.deletions = known.deletions();
            this.blobs = new PageBlobs(work.reader(), work.inserter(), files);
            this.placement = new Placement(work.tree(), index, blobs);
            this.before = new TreeEditor(work.reader(), work.wikiTree());
        }

        void run() throws IOException {
            if (old != null) {
                index.copyTrash(old, deletions);
            }
            if (old != null && past == null) {
                new RelocatedPages(work, old, blobs, wiki).move();
            }
            for (Optional<PageId> place : wiki.placesOuterFirst()) {
                settle(place.orElse(null), wiki.at(place.orElse(null)));
            }
            for (PageOutline page : wiki.all()) {
                // Whatever was not reached stands below itself.
                if (index.page(page.id()).isEmpty()) {
                    placeNew(page);
                }
            }
        }

        private void settle(@Nullable PageId place, List<PageOutline> here) throws IOException {
            FolderMatch match = FolderMatch.of(work, files, old, index.folder(place), here, wiki::at);
            for (Map.Entry<String, PageOutline> found : match.matched().entrySet()) {
                PageOutline page = found.getValue();
                PageId parent = page.parent();
                if (parent != null && place == null) {
                    index.await(parent, page.id());
                }
                index.put(new IndexedPage(
                        page.id(),
                        parent,
                        place,
                        found.getKey(),
                        page.title(),
                        version(page),
                        page.hasFile(),
                        isChosen(page, found.getKey())));
                correct(page, found.getKey());
            }
            removed += match.removeStrangers();
            separate(match, index.folder(place));
            for (PageOutline page : match.unmatched()) {
                placeNew(page);
            }
        }

        /** Who chose a name is known to an old index; otherwise whoever gave the page its title. */
        private boolean isChosen(PageOutline page, String name) throws IOException {
            Optional<IndexedPage> known = old == null ? Optional.empty() : old.page(page.id());
            return known.filter(before -> before.name().equals(name))
                    .map(IndexedPage::chosen)
                    .orElse(page.isNamedByGit());
        }

        /** Of two names that are the same to someone, the page that has one of them gets another. */
        private void separate(FolderMatch match, String folder) throws IOException {
            for (NameCollision collision : match.collisions()) {
                Optional<IndexedPage> one = owner(match, collision.one());
                Optional<IndexedPage> other = owner(match, collision.other());
                Optional<IndexedPage> loser = other.isPresent() ? other : one;
                if (loser.isPresent()) {
                    placement.giveWay(loser.get(), !wiki.at(loser.get().id()).isEmpty());
                    LOG.info("Page {} was renamed in {}: {}", loser.get().id(), folder, collision.sentence());
                }
                if (other.isPresent() && one.isPresent()) {
                    // The name was the other one's in the index.
                    index.put(one.get());
                }
            }
        }

        private Optional<IndexedPage> owner(FolderMatch match, Sibling entry) throws IOException {
            PageOutline page = entry.page().map(match.matched()::get).orElse(null);
            return page == null ? Optional.empty() : index.page(page.id());
        }

        private static boolean isFailed(PageOutline page) {
            return ObjectId.zeroId().equals(page.blob());
        }

        /** The file of a page that can't be rendered is that of an earlier version. */
        private long version(PageOutline page) throws IOException {
            if (!isFailed(page)) {
                return page.version();
            }
            Optional<IndexedPage> known = old == null ? Optional.empty() : old.page(page.id());
            return known.map(IndexedPage::version)
                    .filter(version -> version < page.version())
                    .orElse(page.version() - 1);
        }

        private void placeNew(PageOutline page) throws IOException {
            if (isFailed(page)) {
                absent.add(page.id());
            }
            Optional<IndexedPage> known = index.trashed(page.id()).map(TrashedPage::page);
            FileMode mode = index.trashed(page.id()).map(TrashedPage::mode).orElse(FileMode.REGULAR_FILE);
            if (known.isEmpty() && old != null) {
                known = old.page(page.id());
                mode = known.isPresent() ? formerMode(known.get(), old) : mode;
            }
            IndexedPage placed = placement.placeBack(
                    known.orElse(null),
                    new Placement.Wanted(page.id(), page.parent(), page.title(), page.version(), page.hasFile()));
            correct(page, placed.name());
            setMode(placed, mode);
        }

        /** The mode of the file that a page had elsewhere. */
        private FileMode formerMode(IndexedPage page, SpaceIndex index) throws IOException {
            Optional<TreeItem> file =
                    page.hasFile() ? before.find(files.file(index.path(page))) : Optional.<TreeItem>empty();
            return file.map(TreeItem::mode).orElse(FileMode.REGULAR_FILE);
        }

        private void setMode(IndexedPage page, FileMode mode) throws IOException {
            String path = files.file(index.path(page));
            Optional<TreeItem> file = page.hasFile() ? work.tree().find(path) : Optional.empty();
            if (file.isPresent() && mode.equals(FileMode.EXECUTABLE_FILE)) {
                work.tree().put(path, mode, file.get().id());
            }
        }

        /** Writes the file of a page unless it is there and right. */
        private void correct(PageOutline page, String name) throws IOException {
            if (page.blob() == null) {
                return;
            }
            String file = files.file(index.path(index.page(page.id()).orElseThrow()));
            if (past != null) {
                isDifferent |= !isSaid(page, file, past);
                return;
            }
            if (isFailed(page)) {
                return;
            }
            boolean isRight = name.equals(files.naming().nameFor(page.title()))
                    && work.tree()
                            .find(file)
                            .filter(item -> item.id().equals(page.blob()))
                            .isPresent();
            if (!isRight) {
                Optional<Page> content = store.page(space, page.id());
                String text = content.map(found -> found.content().text()).orElse(null);
                if (text != null) {
                    work.tree().putFile(file, blobs.write(page.title(), text, name));
                }
            }
        }

        private boolean isSaid(PageOutline page, String file, FeedReplay replay) throws IOException {
            Optional<TreeItem> item = work.tree().find(file);
            if (item.isEmpty()) {
                return false;
            }
            ObjectId blob = replay.blob(work.reader(), item.get().id(), Paths.name(files.path(file)));
            return blob.equals(page.blob());
        }
    }
}
