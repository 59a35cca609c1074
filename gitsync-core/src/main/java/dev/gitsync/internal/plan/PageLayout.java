package dev.gitsync.internal.plan;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.index.TrashedPage;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.proposal.ReassignedFile;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Determines which page is at each path of the pushed tree, unless that is simply the page in the index. A file is the page that
 * {@link PageSearch} found, else one that was deleted at that path, else a new one. A folder without a page file belongs, in this
 * order, to
 *
 * <ol>
 *   <li>the page that was at that path before, if it is not somewhere else now: a page that lost its file but not its children
 *       stays as a folder page;
 *   <li>the page that owned the folder from which it moved, on the same condition; if several folders came from one, the one that
 *       received most pages;
 *   <li>a page that git does not contain, because it has neither a text nor children, and that has the same name by the rule for
 *       collisions: two such pages can't be in one folder;
 *   <li>a folder page that was deleted at that path;
 *   <li>a new folder page.
 * </ol>
 *
 * A page file that {@link PageSearch} did not find is resolved in the same way, except that the trash takes precedence over a
 * folder that moved.
 */
final class PageLayout {
    private final PlanRequest request;
    private final SpaceIndex index;
    private final PageFiles files;
    private final PushedTree pushed;
    private final TreeChanges changes;
    private final Map<String, Identity> identities = new HashMap<>();
    private final Map<String, AddedPage> come = new HashMap<>();
    private final Set<PageId> claimed = new HashSet<>();
    private final Set<String> goneFolders;
    private final FolderVotes votes;

    PageLayout(
            PlanRequest request,
            PageFiles files,
            PushedTree pushed,
            TreeChanges changes,
            Collection<AddedPage> comePages,
            Map<String, RemovedPage> found)
            throws IOException {
        this.request = request;
        this.index = request.index();
        this.files = files;
        this.pushed = pushed;
        this.changes = changes;
        comePages.forEach(page -> come.put(page.path(), page));
        this.goneFolders = changes.goneFolders();
        this.votes = FolderVotes.count(found, goneFolders, newFolders(found));
        found.forEach((path, from) -> claim(path, Identity.live(from.page(), from.path())));
        for (AddedPage page : comePages) {
            if (!identities.containsKey(page.path())) {
                claim(page.path(), pageOfUnmatchedFile(page));
            }
        }
        for (String folder : folders()) {
            owner(folder);
        }
    }

    /**
     * The identity of a page.
     *
     * @param id the page
     * @param live its entry in the index, if it is live
     * @param oldPath its old path, if it is live
     * @param deleted its remembered state, if it returns from the trash
     */
    record Identity(
            PageId id,
            @Nullable IndexedPage live,
            @Nullable String oldPath,
            @Nullable TrashedPage deleted) {
        static Identity live(IndexedPage page, String oldPath) {
            return new Identity(page.id(), page, oldPath, null);
        }
    }

    /** Returns the pages at new paths, and the pages of folders that were resolved, by path. */
    Map<String, Identity> identities() {
        return identities;
    }

    /** Returns whether a live page has a place in the pushed tree that differs from the index. */
    boolean isClaimed(PageId page) {
        return claimed.contains(page);
    }

    /** Returns the page to which a folder belongs, or null for the root. */
    @Nullable
    PageId parent(String path) throws IOException {
        String folder = Paths.parent(path);
        return folder.isEmpty() ? null : owner(folder).id();
    }

    /**
     * Returns the folders whose owner may differ from the index: those above every new or moved path, and those whose page was
     * added or removed. Outer folders come first.
     */
    Set<String> folders() throws IOException {
        Set<String> folders = new TreeSet<>();
        for (String path : come.keySet()) {
            addWithOuter(folders, Paths.parent(path));
            addIfFolder(folders, path);
        }
        for (Map.Entry<String, String> moved : changes.movedFolders().entrySet()) {
            if (!PageFiles.isHidden(moved.getKey())
                    && (isBare(moved.getValue()) || pushed.containsPages(moved.getKey()))) {
                addWithOuter(folders, moved.getKey());
            }
        }
        IndexedPageFiles indexed = new IndexedPageFiles(index, files);
        for (String file : changes.goneFiles().keySet()) {
            if (files.isPage(file)) {
                addIfFolder(folders, indexed.path(file));
            }
        }
        for (ReassignedFile file : changes.reassigned().values()) {
            addIfFolder(folders, indexed.path(file.oldFile()));
        }
        return folders;
    }

    /** Returns whether a page without a file was at a path: it moves with its folder, even if that contains no pages. */
    private boolean isBare(String path) throws IOException {
        return index.at(path).filter(page -> !page.hasFile()).isPresent();
    }

    /** Returns the old path of a folder of the pushed tree, as far as it is known. */
    String source(String folder) throws IOException {
        String source = changes.movedFolders().get(folder);
        if (source != null) {
            return source;
        }
        return index.at(folder).isPresent() ? folder : votes.source(folder).orElse(folder);
    }

    /** Returns the page to which a folder other than the root belongs. */
    Identity owner(String folder) throws IOException {
        Identity known = identities.get(folder);
        if (known != null) {
            return known;
        }
        Optional<IndexedPage> here = index.at(folder);
        if (pushed.blob(folder) != null && here.isPresent()) {
            // Its file did not move, so that the owner is known.
            return Identity.live(here.get(), folder);
        }
        Identity page = unclaimed(folder);
        if (page == null) {
            page = movedOwner(folder);
        }
        return claim(folder, page == null ? newcomer(folder) : page);
    }

    private Identity newcomer(String folder) throws IOException {
        Identity page = collidingPage(folder);
        if (page == null) {
            page = deleted(folder, null, false);
        }
        return page == null ? newPage() : page;
    }

    /** Returns the page that git does not contain and whose name collides with that of the page that arrives at {@code path}. */
    private @Nullable Identity collidingPage(String path) throws IOException {
        String folder = Paths.parent(path);
        Optional<IndexedPage> place = folder.isEmpty() ? Optional.empty() : index.at(folder);
        if (!folder.isEmpty() && place.isEmpty()) {
            return null;
        }
        Optional<PageId> same = index.colliding(place.map(IndexedPage::id).orElse(null), Paths.name(path));
        Optional<IndexedPage> page = same.isEmpty() ? Optional.empty() : index.page(same.get());
        if (page.isEmpty()
                || page.get().hasFile()
                || claimed.contains(page.get().id())) {
            return null;
        }
        String oldPath = index.path(page.get());
        return goneFolders.contains(oldPath) || pushed.containsPages(oldPath)
                ? null
                : Identity.live(page.get(), oldPath);
    }

    /** Returns the page that owned the folder from which a folder moved, unless that page is known to be somewhere else. */
    private @Nullable Identity movedOwner(String folder) throws IOException {
        String source = source(folder);
        boolean isMoved = changes.movedFolders().containsKey(folder) || votes.isFirst(folder, source);
        return isMoved ? unclaimed(source) : null;
    }

    /** Returns the page of a file that was not found elsewhere: likewise, but the trash precedes a folder that moved. */
    private Identity pageOfUnmatchedFile(AddedPage added) throws IOException {
        Identity page = unclaimed(added.path());
        if (page == null) {
            page = collidingPage(added.path());
        }
        if (page == null) {
            page = deleted(added.path(), added.claimed(), true);
        }
        if (page == null) {
            page = movedOwner(added.path());
        }
        return page == null ? newPage() : page;
    }

    /** Returns the folders into which pages moved and that have no owner yet. */
    private Set<String> newFolders(Map<String, RemovedPage> found) throws IOException {
        Set<String> folders = new HashSet<>();
        for (String path : found.keySet()) {
            String folder = Paths.parent(path);
            if (index.at(folder).isEmpty()) {
                folders.add(folder);
            }
        }
        return folders;
    }

    /** Returns the page at an old path, if it has no file there in the pushed tree and is not known to be somewhere else. */
    private @Nullable Identity unclaimed(String oldPath) throws IOException {
        Optional<IndexedPage> page = index.at(oldPath);
        boolean isFree = page.isPresent()
                && !claimed.contains(page.get().id())
                && (!page.get().hasFile() || pushed.blob(oldPath) == null);
        return isFree ? Identity.live(page.get(), oldPath) : null;
    }

    private Identity claim(String path, Identity identity) {
        identities.put(path, identity);
        claimed.add(identity.id());
        return identity;
    }

    /**
     * Returns the page that a file claims to be, or that was deleted last at its path, if it is in the trash. A page with a text
     * does not return for a folder, because it would return without its text.
     */
    private @Nullable Identity deleted(String path, @Nullable PageId wished, boolean hasFile) throws IOException {
        Optional<TrashedPage> deleted = wished == null ? Optional.empty() : index.trashed(wished);
        if (deleted.isEmpty()) {
            deleted = index.trashedAt(path);
        }
        boolean isFree = deleted.isPresent()
                && (hasFile || !deleted.get().page().hasFile())
                && !claimed.contains(deleted.get().id())
                && !request.notInTrash().contains(deleted.get().id());
        return isFree ? new Identity(deleted.get().id(), null, null, deleted.get()) : null;
    }

    private Identity newPage() {
        return new Identity(request.newIds().get(), null, null, null);
    }

    private void addIfFolder(Set<String> folders, String path) throws IOException {
        if (pushed.containsPages(path)) {
            addWithOuter(folders, path);
        }
    }

    private static void addWithOuter(Set<String> folders, String folder) {
        for (String step = folder; !step.isEmpty() && folders.add(step); ) {
            step = Paths.parent(step);
        }
    }
}
