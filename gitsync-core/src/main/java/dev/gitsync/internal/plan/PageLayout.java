package dev.gitsync.internal.plan;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.index.TrashedPage;
import dev.gitsync.internal.pages.PageFiles;
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
 * Says which page stands at each path of the pushed tree, as far as that is not simply what the index says. A file is the
 * page that {@link PageSearch} found, else one that was deleted at that path, else a new one. A folder without a page
 * file belongs, in this order, to
 *
 * <ol>
 *   <li>the page that stood at that path before, if it is not somewhere else now: a page that lost its file but not its
 *       children stays as a folder page;
 *   <li>the page that owned the folder from which it moved, likewise; of several folders that came from one, the one to which
 *       most pages went;
 *   <li>a page that is nowhere in git, having neither a text nor children, and whose name is the same to someone: two such pages
 *       can't stand beside each other;
 *   <li>a folder page that was deleted at that path;
 *   <li>a new folder page.
 * </ol>
 *
 * A page file that {@link PageSearch} did not find is looked for in the same way, except that the trash goes before a folder that
 * moved.
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
                claim(page.path(), arriving(page));
            }
        }
        for (String folder : folders()) {
            owner(folder);
        }
    }

    /**
     * Who a page is.
     *
     * @param id the page
     * @param live what the index knows of it, if it is live
     * @param oldPath where it was, if it is live
     * @param deleted what is remembered of it, if it comes back from the trash
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

    /** The pages at new paths, and the pages of folders that were looked at, by path. */
    Map<String, Identity> identities() {
        return identities;
    }

    /** Whether a live page has a place in the pushed tree that differs from what the index says. */
    boolean isClaimed(PageId page) {
        return claimed.contains(page);
    }

    /** The page to which a folder belongs, or null for the root. */
    @Nullable
    PageId parent(String path) throws IOException {
        String folder = Paths.parent(path);
        return folder.isEmpty() ? null : owner(folder).id();
    }

    /**
     * The folders whose owner may not be what the index says: those above every new or moved path, and those whose page
     * came or went. Outer folders first.
     */
    Set<String> folders() throws IOException {
        Set<String> folders = new TreeSet<>();
        for (String path : come.keySet()) {
            addWithOuter(folders, Paths.parent(path));
            addIfFolder(folders, path);
        }
        for (Map.Entry<String, String> moved : changes.movedFolders().entrySet()) {
            if (!PageFiles.isHidden(moved.getKey())
                    && (index.at(moved.getValue()).isPresent() || pushed.holdsPages(moved.getKey()))) {
                addWithOuter(folders, moved.getKey());
            }
        }
        for (String file : changes.goneFiles().keySet()) {
            if (files.isPage(file)) {
                addIfFolder(folders, files.path(file));
            }
        }
        return folders;
    }

    /** Where a folder of the pushed tree was before, as far as is known. */
    String source(String folder) throws IOException {
        String source = changes.movedFolders().get(folder);
        if (source != null) {
            return source;
        }
        return index.at(folder).isPresent() ? folder : votes.source(folder).orElse(folder);
    }

    /** The page to which a folder that is not the root belongs. */
    Identity owner(String folder) throws IOException {
        Identity known = identities.get(folder);
        if (known != null) {
            return known;
        }
        Optional<IndexedPage> here = index.at(folder);
        if (pushed.blob(folder) != null && here.isPresent()) {
            // Its file is where it was; nothing is to be decided.
            return Identity.live(here.get(), folder);
        }
        Identity page = unclaimed(folder);
        if (page == null) {
            page = movedOwner(folder);
        }
        return claim(folder, page == null ? newcomer(folder) : page);
    }

    private Identity newcomer(String folder) throws IOException {
        Identity page = unseen(folder);
        if (page == null) {
            page = deleted(folder, null, false);
        }
        return page == null ? newPage() : page;
    }

    /** The page that is nowhere in git and whose name is the same to someone as the one that arrives at {@code path}. */
    private @Nullable Identity unseen(String path) throws IOException {
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
        return goneFolders.contains(oldPath) || pushed.holdsPages(oldPath) ? null : Identity.live(page.get(), oldPath);
    }

    /** The page that owned the folder from which a folder moved, if it is not known to be somewhere else. */
    private @Nullable Identity movedOwner(String folder) throws IOException {
        String source = source(folder);
        boolean isMoved = changes.movedFolders().containsKey(folder) || votes.isFirst(folder, source);
        return isMoved ? unclaimed(source) : null;
    }

    /** The page of a file that was not found elsewhere: likewise, but the trash goes before a folder that moved. */
    private Identity arriving(AddedPage added) throws IOException {
        Identity page = unclaimed(added.path());
        if (page == null) {
            page = unseen(added.path());
        }
        if (page == null) {
            page = deleted(added.path(), added.claimed(), true);
        }
        if (page == null) {
            page = movedOwner(added.path());
        }
        return page == null ? newPage() : page;
    }

    /** The folders to which pages moved and that no page owns yet. */
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

    /** The page at an old path, if it has no file there in the pushed tree and is not known to be somewhere else. */
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
     * The page that a file claims to be, or that was deleted last at its path, if it is in the trash. One with a text does not
     * come back for a folder: it would come back without its text.
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
        if (pushed.holdsPages(path)) {
            addWithOuter(folders, path);
        }
    }

    private static void addWithOuter(Set<String> folders, String folder) {
        for (String step = folder; !step.isEmpty() && folders.add(step); ) {
            step = Paths.parent(step);
        }
    }
}
