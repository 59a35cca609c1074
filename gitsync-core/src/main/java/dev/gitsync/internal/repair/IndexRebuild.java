package dev.gitsync.internal.repair;

import dev.gitsync.internal.attachment.AttachmentBlobs;
import dev.gitsync.internal.idlinks.IdLinks;
import dev.gitsync.internal.idlinks.WikiTexts;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.index.TrashedPage;
import dev.gitsync.internal.outline.FeedReplay;
import dev.gitsync.internal.outline.PageFamilies;
import dev.gitsync.internal.outline.PageOutline;
import dev.gitsync.internal.pages.NameCollision;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.Sibling;
import dev.gitsync.internal.placement.AttachmentPlacement;
import dev.gitsync.internal.placement.PageBlobs;
import dev.gitsync.internal.placement.Placement;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
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
 * Writes the index of a space from the pages of the wiki, or from those that it had at an earlier place of its feed, and writes the
 * pages into their files. One object serves one run: {@link #run()}, then the results. Not safe for use by several threads.
 */
final class IndexRebuild {
    private static final Logger LOG = LoggerFactory.getLogger(IndexRebuild.class);

    /**
     * The space whose index is written.
     *
     * @param store the store of its pages
     * @param work the refs, the index and the tree
     */
    record Target(PageStore store, Space space, Workspace work) {}

    private final PageStore store;
    private final PageFiles files;
    private final Space space;
    private final Workspace work;
    private final SpaceIndex index;
    private final PageFamilies wiki;
    private final @Nullable SpaceIndex old;
    private final @Nullable FeedReplay past;
    private final Map<PageId, Long> deletions;
    private final PageBlobs blobs;
    private final Placement placement;
    /** The files before the rebuild. */
    private final TreeEditor before;

    private final KnownWiki known;
    private int removed;
    private int removedAttachments;
    /** Pages that can't be rendered and have no file. */
    private final Set<PageId> absent = new HashSet<>();

    private Map<PageId, String> unreadable = Map.of();
    /** Whether the content of a page of the past differs from its file. */
    private boolean isDifferent;

    IndexRebuild(Target target, KnownWiki known) {
        this.known = known;
        this.store = target.store();
        this.files = target.work().files();
        this.space = target.space();
        this.work = target.work();
        this.index = work.index();
        this.wiki = new PageFamilies(known.pages());
        this.old = known.old();
        this.past = known.past();
        this.deletions = known.deletions();
        this.blobs = new PageBlobs(work.reader(), work.inserter(), files);
        this.placement = new Placement(work.tree(), index, blobs);
        this.before = new TreeEditor(work.reader(), work.wikiTree());
    }

    /** Writes the index, and the files of the pages. */
    void run() throws IOException {
        if (old != null) {
            index.copyTrash(old, deletions);
        }
        if (old != null && past == null) {
            new RelocatedPages(work, old, blobs, wiki).move();
        }
        for (Optional<PageId> place : wiki.placesOuterFirst()) {
            matchFolder(place.orElse(null), wiki.at(place.orElse(null)));
        }
        for (PageOutline page : wiki.all()) {
            // A page that was not reached is its own ancestor.
            if (index.page(page.id()).isEmpty()) {
                placeNew(page);
            }
        }
        if (store.attachments().isPresent()) {
            matchAttachments();
        }
        IdLinks.of(new WikiTexts(store, space), work).rewriteAll(past == null);
    }

    private void matchAttachments() throws IOException {
        AttachmentPlacement ofFiles = new AttachmentPlacement(work.tree(), index, files, placement);
        AttachmentBlobs contents = past == null ? AttachmentBlobs.of(store, space, work.attachmentTarget()) : null;
        AttachmentRebuild rebuild =
                new AttachmentRebuild(work, old, new AttachmentRebuild.Means(ofFiles, contents, files));
        isDifferent |= !rebuild.run(known.attachments()).isEmpty();
        unreadable = rebuild.unreadable();
        rebuild.keepFormer(known.failed());
        if (past == null && unreadable.isEmpty()) {
            rebuild.removeUnowned(deletions);
            rebuild.removeFormer(known.former(), deletions);
        }
        removedAttachments = rebuild.removed();
    }

    /** Returns the number of files of attachments that were removed, because the wiki does not have them any more. */
    int removedAttachments() {
        return removedAttachments;
    }

    /** Returns the number of page files that were removed because they have no page. */
    int removed() {
        return removed;
    }

    /** Returns the pages that can't be rendered and have no file. */
    Set<PageId> absent() {
        return absent;
    }

    /** Returns the attachments whose contents could not be read, and why. If there are any, the result must be discarded. */
    Map<PageId, String> unreadable() {
        return unreadable;
    }

    /** Returns whether a page of the past differs from its file. */
    boolean isDifferent() {
        return isDifferent;
    }

    private void matchFolder(@Nullable PageId place, List<PageOutline> here) throws IOException {
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
                    match.form(found.getKey(), page),
                    isChosen(page, found.getKey())));
            correct(page, found.getKey());
        }
        removed += match.removeUnowned();
        separate(match, index.folder(place));
        for (PageOutline page : match.unmatched()) {
            placeNew(page);
        }
    }

    /** Returns whether a git user chose the name: an old index records that; otherwise the source of the page's title decides. */
    private boolean isChosen(PageOutline page, String name) throws IOException {
        Optional<IndexedPage> known = old == null ? Optional.empty() : old.page(page.id());
        return known.filter(before -> before.name().equals(name))
                .map(IndexedPage::chosen)
                .orElse(page.isNamedByGit());
    }

    /** Renames the page that has one of two colliding names. */
    private void separate(FolderMatch match, String folder) throws IOException {
        for (NameCollision collision : match.collisions()) {
            Optional<IndexedPage> one = owner(match, collision.one());
            Optional<IndexedPage> other = owner(match, collision.other());
            Optional<IndexedPage> loser = other.isPresent() ? other : one;
            if (loser.isPresent()) {
                placement.renameOnCollision(loser.get(), ownsFolder(loser.get()));
                LOG.info("Page {} was renamed in {}: {}", loser.get().id(), folder, collision.sentence());
            }
            if (other.isPresent() && one.isPresent()) {
                // In the index the name belonged to the other page.
                index.put(one.get());
            }
        }
    }

    private boolean ownsFolder(IndexedPage page) throws IOException {
        boolean isFolder = files.haveAttachments()
                && work.tree().find(index.path(page)).filter(TreeItem::isFolder).isPresent();
        return isFolder || !wiki.at(page.id()).isEmpty();
    }

    private Optional<IndexedPage> owner(FolderMatch match, Sibling entry) throws IOException {
        PageOutline page = entry.page().map(match.matched()::get).orElse(null);
        return page == null ? Optional.empty() : index.page(page.id());
    }

    private static boolean isFailed(PageOutline page) {
        return ObjectId.zeroId().equals(page.blob());
    }

    /** Returns the version to record for the page; the file of a page that can't be rendered is that of an earlier version. */
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

    /** Returns the mode of the file that the page had elsewhere. */
    private FileMode formerMode(IndexedPage page, SpaceIndex index) throws IOException {
        Optional<TreeItem> file =
                page.hasFile() ? before.find(files.file(index.path(page), page.form())) : Optional.<TreeItem>empty();
        return file.map(TreeItem::mode).orElse(FileMode.REGULAR_FILE);
    }

    private void setMode(IndexedPage page, FileMode mode) throws IOException {
        String path = files.fileOrFolder(index.path(page), page.form());
        Optional<TreeItem> file = page.hasFile() ? work.tree().find(path) : Optional.empty();
        if (file.isPresent() && mode.equals(FileMode.EXECUTABLE_FILE)) {
            work.tree().put(path, mode, file.get().id());
        }
    }

    /** Writes the file of a page unless it exists and is correct. */
    private void correct(PageOutline page, String name) throws IOException {
        if (page.blob() == null) {
            return;
        }
        String file = work.filePath(index.page(page.id()).orElseThrow());
        if (past != null) {
            isDifferent |= !isFileOf(page, name, past);
            return;
        }
        if (isFailed(page)) {
            return;
        }
        Optional<ObjectId> there = work.fileAt(file);
        boolean isLinked = there.isPresent() && files.links().codec().isPresent();
        boolean isRight = name.equals(files.naming().nameFor(page.title()))
                && there.filter(blob -> blob.equals(page.blob())).isPresent();
        if (!isRight && !isLinked) { // links can't be written before all pages have their places
            Optional<Page> content = store.page(space, page.id());
            String text = content.map(found -> found.content().text()).orElse(null);
            if (text != null) {
                work.tree().putFile(file, blobs.write(page.title(), text, name));
            }
        }
    }

    private boolean isFileOf(PageOutline page, String name, FeedReplay replay) throws IOException {
        Optional<TreeItem> item =
                work.tree().find(work.filePath(index.page(page.id()).orElseThrow()));
        if (item.isEmpty()) {
            return false;
        }
        ObjectId blob = replay.blob(work.reader(), item.get().id(), name);
        return blob.equals(page.blob());
    }
}
