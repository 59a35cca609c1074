package dev.gitsync.internal.index;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.format.PathNaming;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The index of pages and paths, stored as a git tree: page id → {@link IndexedPage}; folder and name → page id; deleted
 * pages; pages that wait for a missing parent; pages without a file, by folder; pages that could not be applied; the
 * {@link AttachmentIndex}; the {@link LinkIndex}; the {@link IdLinkIndex}; and the {@link IndexHead}. Names are keyed by their {@linkplain PathNaming#collisionKey collision
 * key}, so that no two pages of a folder differ only in case. Full paths are not stored, so that moving a folder changes one
 * record. Not safe for use by several threads.
 *
 * <p>More than 300 lines: each change to a page keeps all parts of the index consistent, so that they are in one class.
 */
public final class SpaceIndex implements PageIndex {
    private static final int MOST_FOUND = 10_000;

    private final PathNaming naming;
    private final RecordTrie pages;
    private final RecordTrie names;
    private final RecordTrie trashRecords;
    private final TrashIndex trash;
    private final IdSets waiting;
    private final IdSets bare;
    private final RecordTrie failed;
    private final IndexHead head;
    private final AttachmentIndex attachments;
    private LinkIndex links;
    private final IdLinkIndex idLinks;
    private final boolean isNew;
    private Watcher watcher = id -> {};
    /** What came, went, or got another place, name or form while {@link #links} stayed as it is. */
    private Set<PageId> moved = new LinkedHashSet<>();

    private boolean areLinksAhead;
    /** A cache of {@link #at} since the last change: many files of a push are in the same folders. */
    private Map<String, Optional<IndexedPage>> found = new HashMap<>();

    private SpaceIndex(ObjectReader reader, PathNaming naming, Map<String, TreeItem> stored) throws IOException {
        this.naming = naming;
        this.isNew = stored.isEmpty();
        pages = new RecordTrie(reader, stored.get("pages"));
        names = new RecordTrie(reader, stored.get("names"));
        trashRecords = new RecordTrie(reader, stored.get("trash"));
        trash = new TrashIndex(trashRecords);
        waiting = new IdSets(reader, stored.get("waiting"));
        bare = new IdSets(reader, stored.get("bare"));
        failed = new RecordTrie(reader, stored.get("failed"));
        head = IndexHead.read(reader, stored);
        attachments = new AttachmentIndex(reader, stored, this);
        links = new LinkIndex(reader, stored, head.links());
        idLinks = new IdLinkIndex(reader, stored);
    }

    /** Learns which pages and attachments change their paths. */
    @FunctionalInterface
    public interface Watcher {
        /** Is called before a page or an attachment comes, goes, or gets another place, name or form. */
        void changing(PageId id) throws IOException;
    }

    /**
     * Reads the index in {@code tree}, or creates an empty one when that is the zero id.
     *
     * @throws OutdatedIndexException when it was written in an older format
     * @throws RepositoryDamagedException when it was written in a format that this version does not know
     */
    public static SpaceIndex read(ObjectReader reader, PathNaming naming, ObjectId tree) throws IOException {
        Map<String, TreeItem> stored = TreeItems.read(reader, tree);
        return new SpaceIndex(reader, naming, stored);
    }

    /** Returns whether nothing was stored when the index was read. */
    public boolean isNew() {
        return isNew;
    }

    /** Returns the names of folder pages of the space: those stored or, if nothing is, the given ones from now on. */
    public List<String> folderPages(List<String> standard) {
        if (isNew) {
            head.folderPages(standard);
        }
        return head.folderPages();
    }

    /** Returns whether the space has order files: as stored or, if nothing is, as given from now on. */
    public boolean orderFiles(boolean standard) {
        if (isNew) {
            head.orderFiles(standard);
        }
        return head.hasOrderFiles();
    }

    /** Returns the data about the space as a whole; changes to it are changes to the index. */
    @Override
    public IndexHead head() {
        return head;
    }

    /** Returns the part about attachments. */
    public AttachmentIndex attachments() {
        return attachments;
    }

    /** Returns the part about links between pages. */
    public LinkIndex links() {
        return links;
    }

    /** Replaces the part about links between pages by that of another index of the same space, which is how this one will be when it is saved. */
    public void links(SpaceIndex other) {
        links = other.links;
        areLinksAhead = true;
    }

    /** Returns the pages and attachments that came, went, or got another place, name or form, and that the part about links must follow. */
    public Set<PageId> moved() {
        return areLinksAhead ? Set.of() : moved;
    }

    /** Records that the part about links describes this index. */
    public void settleLinks() {
        moved = new LinkedHashSet<>();
        areLinksAhead = false;
    }

    /** Returns the part about links by id. */
    public IdLinkIndex idLinks() {
        return idLinks;
    }

    /** Sets who learns of changes of paths from now on. */
    public void watch(Watcher changes) {
        watcher = changes;
    }

    @Override
    public void changing(PageId id) throws IOException {
        moved.add(id);
        watcher.changing(id);
    }

    /** Returns the data about a live page. */
    public Optional<IndexedPage> page(PageId id) throws IOException {
        return pages.get(id.value()).map(fields -> PageRecords.page(id, fields));
    }

    /** Returns the live page in the folder of {@code place}, or at the top level, whose name collides with {@code name}. */
    public Optional<PageId> colliding(@Nullable PageId place, String name) throws IOException {
        return names.get(nameKey(place, name)).map(fields -> new PageId(fields.get(0)));
    }

    /** Returns the live page whose file or folder is at exactly this path, given without file extension. */
    @Override
    public Optional<IndexedPage> at(String path) throws IOException {
        Optional<IndexedPage> page = found.get(path);
        if (page == null) {
            page = path.isEmpty() ? Optional.empty() : in(Paths.parent(path), Paths.name(path));
            if (found.size() >= MOST_FOUND) {
                found.clear();
            }
            found.put(path, page);
        }
        return page;
    }

    private Optional<IndexedPage> in(String folder, String name) throws IOException {
        Optional<IndexedPage> place = at(folder);
        if (place.isEmpty() && !folder.isEmpty()) {
            return Optional.empty();
        }
        Optional<PageId> id = colliding(place.map(IndexedPage::id).orElse(null), name);
        Optional<IndexedPage> page = id.isEmpty() ? Optional.empty() : page(id.get());
        return page.filter(there -> there.name().equals(name));
    }

    private void changing() {
        if (!found.isEmpty()) {
            found = new HashMap<>();
        }
    }

    /** Returns the path of a page, without file extension. */
    public String path(IndexedPage page) throws IOException {
        List<String> path = new ArrayList<>();
        Set<PageId> seen = new HashSet<>();
        for (@Nullable IndexedPage step = page; step != null; ) {
            if (!seen.add(step.id())) {
                throw new RepositoryDamagedException("Page " + page.id() + " stands below itself in the index");
            }
            path.add(0, step.name());
            step = step.place() == null ? null : page(step.place()).orElse(null);
        }
        return String.join("/", path);
    }

    /** Returns the path of the folder that contains the children of {@code place}, or the root. */
    @Override
    public String folder(@Nullable PageId place) throws IOException {
        Optional<IndexedPage> page = place == null ? Optional.empty() : page(place);
        return page.isEmpty() ? "" : path(page.get());
    }

    /** Adds a page or replaces its data, and removes it from the trash. */
    public void put(IndexedPage page) throws IOException {
        changing();
        Optional<IndexedPage> before = page(page.id());
        boolean isAsBefore = before.isPresent() && isNamedAlike(before.get(), page);
        if (!isAsBefore || !before.get().form().equals(page.form())) {
            changing(page.id());
        }
        head.countPage(page);
        if (before.isPresent()) {
            head.left(before.get());
            if (!isAsBefore) {
                forgetName(before.get());
            }
        }
        pages.put(page.id().value(), PageRecords.fields(page));
        if (!isAsBefore) {
            if (!page.hasFile() && page.place() != null) {
                bare.add(page.place().value(), page.id().value());
            }
            names.put(nameKey(page.place(), page.name()), List.of(page.id().value()));
        }
        trash.remove(page.id());
        if (before.isPresent() && before.get().isDisplaced() && !page.isDisplaced()) {
            trash.removeHome(page.id());
        }
    }

    /** Removes a page and records it as deleted at {@code version}; {@code mode} is that of its file. */
    public void remove(IndexedPage page, long version, FileMode mode) throws IOException {
        changing();
        changing(page.id());
        String path = path(page);
        forgetName(page);
        pages.remove(page.id().value());
        head.left(page);
        IndexedPage known = page.isDisplaced() ? trash.home(page.id()).orElse(page) : page;
        if (page.isDisplaced()) {
            trash.removeHome(page.id());
        }
        trash.put(new TrashedPage(page.withName(known.name(), known.chosen()).withVersion(version), path, mode));
    }

    /** Sets the version of a page or an attachment, live or deleted. */
    public void version(PageId id, long version) throws IOException {
        changing();
        Optional<IndexedPage> live = page(id);
        if (live.isPresent()) {
            if (live.get().version() != version) {
                pages.put(id.value(), PageRecords.fields(live.get().withVersion(version)));
            }
            return;
        }
        Optional<TrashedPage> deleted = trashed(id);
        if (deleted.isPresent()) {
            TrashedPage before = deleted.get();
            trash.put(before.withVersion(version));
            return;
        }
        attachments.version(id, version);
    }

    /** Returns the data about a deleted page. */
    public Optional<TrashedPage> trashed(PageId id) throws IOException {
        return trash.page(id);
    }

    /** Returns the page that was deleted last at a path, given without file extension. */
    public Optional<TrashedPage> trashedAt(String path) throws IOException {
        return trash.at(path);
    }

    /**
     * Copies the data of {@code old} about deleted pages and attachments. Reads all of it.
     *
     * @param versions the versions of deletions that are known to differ from those in {@code old}
     */
    public void copyTrash(SpaceIndex old, Map<PageId, Long> versions) throws IOException {
        for (TrashedPage page : old.trash.pages()) {
            trash.put(page.withVersion(versions.getOrDefault(page.id(), page.version())));
        }
        trash.copyPaths(old.trash);
        attachments.copyTrash(old.attachments, versions);
    }

    /** Returns the page as it belongs in the folder of its parent, if it is at the top level while the parent is missing. */
    public Optional<IndexedPage> home(PageId id) throws IOException {
        return trash.home(id);
    }

    /** Records how a page belongs in the folder of its parent, where it can't be at present. */
    public void recordParentFolder(IndexedPage page) throws IOException {
        trash.recordParentFolder(page);
    }

    /** Records that {@code child} has to be placed again when {@code page} changes. */
    public void await(PageId page, PageId child) throws IOException {
        waiting.add(page.value(), child.value());
    }

    /** Returns the pages that wait for {@code page}, and removes those records. */
    public List<PageId> removeWaiting(PageId page) throws IOException {
        List<String> children = waiting.members(page.value());
        for (String child : children) {
            waiting.remove(page.value(), child);
        }
        return children.stream().map(PageId::new).toList();
    }

    /** Returns the pages without a file directly in the folder of a page; git may not show them at all. */
    public List<IndexedPage> bareChildren(PageId page) throws IOException {
        List<IndexedPage> children = new ArrayList<>();
        for (String id : bare.members(page.value())) {
            page(new PageId(id)).ifPresent(children::add);
        }
        return children;
    }

    /** Records that a revision could not be applied. */
    public void putFailed(FailedPage page) throws IOException {
        failed.put(page.id().value(), page.fields());
    }

    /** Removes the record that a page could not be applied, if there is one. */
    public void removeFailed(PageId id) throws IOException {
        if (failed.get(id.value()).isPresent()) {
            failed.remove(id.value());
        }
    }

    /** Returns the pages that could not be applied. */
    public List<FailedPage> failed() throws IOException {
        List<FailedPage> pages = new ArrayList<>();
        failed.forEach((id, fields) -> pages.add(FailedPage.of(new PageId(id), fields)));
        return pages;
    }

    /** Passes every live page to {@code visitor}, in no particular order. Reads the whole index. */
    public void forEach(Consumer<IndexedPage> visitor) throws IOException {
        pages.forEach((id, fields) -> visitor.accept(PageRecords.page(new PageId(id), fields)));
    }

    /** Inserts the changed objects and returns the tree of the index. */
    public ObjectId write(HintedInserter inserter) throws IOException {
        TreeFormatter tree = new TreeFormatter();
        head.links(links.progress());
        attachments.write(inserter, tree);
        TreeItems.append(tree, "bare", bare.write(inserter));
        TreeItems.append(tree, "failed", failed.write(inserter));
        TreeItems.append(tree, IndexHead.NAME, head.write(inserter));
        idLinks.write(inserter, tree);
        links.write(inserter, tree);
        TreeItems.append(tree, "names", names.write(inserter));
        TreeItems.append(tree, "pages", pages.write(inserter));
        TreeItems.append(tree, "trash", trashRecords.write(inserter));
        TreeItems.append(tree, "waiting", waiting.write(inserter));
        return inserter.insert(tree);
    }

    /** Returns whether everything stored about a page's name is unchanged, as in most edits. */
    private boolean isNamedAlike(IndexedPage before, IndexedPage after) throws IOException {
        return before.hasFile() == after.hasFile()
                && Objects.equals(before.place(), after.place())
                && before.name().equals(after.name())
                && colliding(after.place(), after.name())
                        .filter(after.id()::equals)
                        .isPresent();
    }

    private void forgetName(IndexedPage page) throws IOException {
        if (!page.hasFile() && page.place() != null) {
            bare.remove(page.place().value(), page.id().value());
        }
        // In a swap the name may already belong to another page.
        if (colliding(page.place(), page.name()).filter(page.id()::equals).isPresent()) {
            names.remove(nameKey(page.place(), page.name()));
        }
    }

    private String nameKey(@Nullable PageId place, String name) {
        return (place == null ? "" : place.value()) + "/" + naming.collisionKey(name);
    }
}
