package dev.gitsync.internal.repair;

import dev.gitsync.error.OperatorNeededException;
import dev.gitsync.internal.guard.DeleteGuard;
import dev.gitsync.internal.index.FailedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.outline.FeedPositionSearch;
import dev.gitsync.internal.outline.FeedReplay;
import dev.gitsync.internal.outline.PageOutline;
import dev.gitsync.internal.outline.WikiOutline;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rebuilds the index from the pages and attachments of the wiki and the existing files:
 *
 * <ol>
 *   <li>The end of the feed is recorded first, so that concurrent changes are read again.
 *   <li>Files and folders of pages that an old index has elsewhere are moved, see {@link RelocatedPages}.
 *   <li>From the top down, the pages of each folder are matched with its files, see {@link FolderMatch}. A page that finds
 *       its file stays there, and the file is corrected if it is not what the page renders to.
 *   <li>A page without a file gets one; a page file without a page is removed, and stays in the history.
 *   <li>Attachments are matched with files likewise, see {@link AttachmentRebuild}.
 *   <li>Where two names in a folder collide on some file systems, the page that has one of them gets another.
 * </ol>
 *
 * The cost is proportional to the space. The deleted pages that an old index records are kept; without one they are lost, and a
 * file that is restored from history is a new page then.
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
     * Rebuilds the index of the wiki's line and moves the refs. If the line matches the wiki at a position of its feed, the
     * index is that of this position, and later changes of the wiki are left to be pulled.
     *
     * @param old an index that may be wrong but still has the former paths of pages, or null
     */
    public void rebuild(CycleContext cycle, @Nullable SpaceIndex old) throws IOException {
        LOG.warn(
                "Space {}: rebuilding the index from the pages of the wiki",
                cycle.space().id());
        for (PageFiles named : possibleFiles(cycle.space(), old)) {
            if (rebuildWhereItStood(cycle, old, named)) {
                return;
            }
        }
        rebuildNow(cycle, old);
    }

    /**
     * Rebuilds the index from the wiki as it is now, and moves the refs.
     *
     * @param old an index that may be wrong but still has the former paths of pages, or null
     */
    public void rebuildNow(CycleContext cycle, @Nullable SpaceIndex old) throws IOException {
        rebuild(
                cycle,
                new Manner(
                        old,
                        "Correct the files that differed from the wiki",
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE,
                        false));
    }

    /** Rebuilds the index from the wiki as it is now, because a codec for links came or went. */
    public void rebuildLinks(CycleContext cycle) throws IOException {
        try (Workspace now = Workspace.at(cycle.repository(), SpaceRefs.read(cycle.repository()), files)) {
            rebuildNow(cycle, now.index());
        }
    }

    /** Rebuilds the index without any change to the line, and returns whether that was possible. */
    private boolean rebuildWhereItStood(CycleContext cycle, @Nullable SpaceIndex old, PageFiles named)
            throws IOException {
        cycle.budget().doing("looking for the place up to which the wiki was pulled");
        SpaceRefs refs = SpaceRefs.read(cycle.repository());
        try (Workspace work = Workspace.withIndex(cycle.repository(), refs, named, ObjectId.zeroId());
                FeedReplay replay = new FeedReplay(named)) {
            FeedPositionSearch.Feed feed = new FeedPositionSearch.Feed(store, cycle.space(), named);
            long changes = FeedPositionSearch.find(feed, work, cycle.budget());
            if (changes == 0) {
                return false;
            }
            Cursor cursor = feed.read(changes, replay::read);
            IndexRebuild rebuild = rebuild(cycle.space(), work, KnownWiki.past(replay, old));
            if (rebuild.isDifferent() || !work.tree().write(work.inserter()).equals(work.wikiTree())) {
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
     * Rebuilds the index after the store was restored to an earlier state, or replaced by another. {@code main}
     * becomes the wiki by a commit of its own, and what only {@code main} had stays in the history.
     *
     * @throws OperatorNeededException when more page files would be removed than the delete guard permits: an empty or wrong database must
     *     not empty {@code main} without an operator
     */
    public void rebuildRestored(CycleContext cycle) throws IOException {
        try (Workspace now = Workspace.at(cycle.repository(), SpaceRefs.read(cycle.repository()), files)) {
            int most = guard.allowed(now.index().head().pages());
            int mostFiles = guard.allowed(now.index().head().attachments());
            String message = "Follow the wiki, which went back to an earlier state";
            rebuild(cycle, new Manner(now.index(), message, most, mostFiles, true));
        }
        LOG.warn(
                "Space {}: the wiki is behind what was read of it, by its feed or by the versions of its pages; it was restored"
                        + " to an earlier state, or is another one. The index was written anew, and main is what the wiki is",
                cycle.space().id());
    }

    /**
     * The parameters of a rebuild.
     *
     * @param old an index that may be wrong but still has the former paths of pages, or null
     * @param message the message of the commit, if one is needed
     * @param mostRemoved the maximum number of page files without a page
     * @param mostRemovedAttachments the maximum number of files whose attachment is gone
     * @param isRestore whether the wiki went back to an earlier state
     */
    private record Manner(
            @Nullable SpaceIndex old, String message, int mostRemoved, int mostRemovedAttachments, boolean isRestore) {}

    private void rebuild(CycleContext cycle, Manner manner) throws IOException {
        cycle.budget().doing("writing the index of the space anew");
        WikiOutline wiki = WikiOutline.read(store, files, cycle.space(), cycle.budget());
        PageFiles named = files(cycle, manner.old(), wiki);
        boolean isWritten = false;
        while (!isWritten) {
            isWritten = write(cycle, manner, wiki, named);
        }
        LOG.info(
                "Space {}: rebuilt the index with {} pages",
                cycle.space().id(),
                wiki.pages().size());
    }

    /** Returns the page files that a space may have: those of the replaced index or, if it is lost, those that the setting allows. */
    private List<PageFiles> possibleFiles(Space space, @Nullable SpaceIndex old) {
        return old == null || old.isNew()
                ? files.possible(space)
                : List.of(files.withFolderPages(old.head().folderPages())
                        .withOrderFiles(old.head().hasOrderFiles()));
    }

    /** Returns the page files with which the files of the wiki's line are the pages of the wiki; else those of the setting. */
    private PageFiles files(CycleContext cycle, @Nullable SpaceIndex old, WikiOutline wiki) throws IOException {
        List<PageFiles> possible = possibleFiles(cycle.space(), old);
        for (PageFiles named : possible.size() == 1 ? List.<PageFiles>of() : possible) {
            SpaceRefs refs = SpaceRefs.read(cycle.repository());
            try (Workspace work = Workspace.withIndex(cycle.repository(), refs, named, ObjectId.zeroId())) {
                rebuild(cycle.space(), work, KnownWiki.now(wiki, old));
                if (work.tree().write(work.inserter()).equals(work.wikiTree())) {
                    return named;
                }
            }
        }
        return possible.get(0);
    }

    /**
     * Returns false if pages that can't be rendered have no earlier file, or the contents of attachments can't be read: the rebuild must be
     * repeated without those.
     */
    private boolean write(CycleContext cycle, Manner manner, WikiOutline wiki, PageFiles named) throws IOException {
        SpaceRefs refs = SpaceRefs.read(cycle.repository());
        try (Workspace work = Workspace.withIndex(cycle.repository(), refs, named, ObjectId.zeroId())) {
            IndexRebuild rebuild = rebuild(cycle.space(), work, KnownWiki.now(wiki, manner.old()));
            if (!rebuild.absent().isEmpty() || !rebuild.unreadable().isEmpty()) {
                wiki.withdraw(rebuild.absent());
                wiki.withdrawContents(rebuild.unreadable());
                return false;
            }
            requireWithinLimit(cycle.space(), rebuild, manner);
            for (FailedPage page : wiki.failed()) {
                work.index().putFailed(page);
                LOG.warn(
                        "Space {}: page {} could not be imported at version {}: {}",
                        cycle.space().id(),
                        page.id(),
                        page.version(),
                        page.reason());
            }
            boolean isChanged = work.commit(Provenance.wiki(Workspace.ENGINE, wiki.time(), ""), manner.message());
            if (isChanged && (manner.isRestore() || rebuild.removed() > 0 || isOlder(wiki, manner.old()))) {
                work.index().head().restored(work.tip());
            }
            work.index().head().cursor(wiki.cursor(), wiki.newest());
            cycle.fence().stamp(work.index());
            work.save();
            return true;
        }
    }

    /** Returns whether the wiki has a page at an earlier version than an index, as after a restore that a repair follows. */
    private static boolean isOlder(WikiOutline wiki, @Nullable SpaceIndex old) throws IOException {
        if (old == null) {
            return false;
        }
        for (PageOutline page : wiki.pages().values()) {
            OptionalLong known = RestoreCheck.version(old, page.id());
            if (known.isPresent() && page.version() < known.getAsLong()) {
                return true;
            }
        }
        return false;
    }

    /** Writes the index of {@code work}, and the pages into those of its files that are theirs; other page files go. */
    void match(Space space, Workspace work, SpaceIndex old, WorkBudget budget) throws IOException {
        budget.doing("looking for the pages of the wiki in the files of main");
        WikiOutline wiki = WikiOutline.read(store, files, space, budget);
        rebuild(space, work, KnownWiki.now(wiki, old));
    }

    private IndexRebuild rebuild(Space space, Workspace work, KnownWiki known) throws IOException {
        IndexRebuild rebuild = new IndexRebuild(new IndexRebuild.Target(store, space, work), known);
        rebuild.run();
        if (known.old() != null) {
            known.old().head().restored().ifPresent(work.index().head()::restored);
        }
        return rebuild;
    }

    private static void requireWithinLimit(Space space, IndexRebuild rebuild, Manner manner) {
        requireWithinLimit(space, rebuild.removed(), manner.mostRemoved(), "page files of main have no page in it");
        requireWithinLimit(
                space,
                rebuild.removedAttachments(),
                manner.mostRemovedAttachments(),
                "files of main have no attachment in it");
    }

    private static void requireWithinLimit(Space space, int removed, int most, String what) {
        if (removed > most) {
            throw new OperatorNeededException("The wiki of space " + space.id()
                    + " went back to an earlier state, or is another one, and " + removed + " " + what + "; up to "
                    + most
                    + " may go by themselves. Check that the server uses the right database, and run repair to make main"
                    + " what the wiki is");
        }
    }
}
