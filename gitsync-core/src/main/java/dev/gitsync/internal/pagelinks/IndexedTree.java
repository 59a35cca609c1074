package dev.gitsync.internal.pagelinks;

import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.LinkIndex;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeLookup;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** A state of a space: a tree and the index that belongs to it. Not safe for use by several threads. */
public final class IndexedTree {
    private final ObjectReader reader;
    private final PageFiles files;
    private final SpaceIndex index;
    private final ObjectId tree;
    private final TreeEditor items;

    /**
     * Creates a state.
     *
     * @param tree the tree; the zero id for none
     */
    public IndexedTree(ObjectReader reader, PageFiles files, SpaceIndex index, ObjectId tree) {
        this.reader = reader;
        this.files = files;
        this.index = index;
        this.tree = tree;
        this.items = new TreeEditor(reader, tree);
    }

    /**
     * Reads a state that was stored.
     *
     * @param stored the tree of its index
     */
    public static IndexedTree stored(ObjectReader reader, PageFiles files, ObjectId stored) throws IOException {
        SpaceIndex index = SpaceIndex.read(reader, files.naming(), stored);
        return new IndexedTree(reader, files, index, index.head().tree());
    }

    ObjectReader reader() {
        return reader;
    }

    PageFiles files() {
        return files;
    }

    SpaceIndex index() {
        return index;
    }

    ObjectId tree() {
        return tree;
    }

    TreeLookup lookup() {
        return new TreeLookup(items);
    }

    Optional<TreeItem> find(String path) throws IOException {
        return items.find(path);
    }

    /** Returns the folder at a path; the root is there always. */
    Optional<ObjectId> folder(String path) throws IOException {
        return path.isEmpty()
                ? Optional.of(tree)
                : find(path).filter(TreeItem::isFolder).map(TreeItem::id);
    }

    /** Returns the page that has this file. */
    Optional<PageId> page(String file, TreeItem item) throws IOException {
        if (!files.isPage(item.mode().getBits(), file)) {
            return Optional.empty();
        }
        return new IndexedPageFiles(index, files).page(file).map(IndexedPage::id);
    }

    /** Returns the page or the attachment that has this file. */
    Optional<PageId> idOf(String file, TreeItem item) throws IOException {
        Optional<PageId> page = page(file, item);
        return page.isPresent() || !files.isAttachment(item.mode().getBits(), file)
                ? page
                : index.attachments().at(file).map(IndexedAttachment::id);
    }

    /** Returns the page or the attachment to which a path leads: that with the file, or the page that has the folder. */
    public Optional<PageId> target(String path) throws IOException {
        Optional<TreeItem> item = find(path);
        if (item.isEmpty()) {
            return Optional.empty();
        }
        return item.get().isFolder() ? index.at(path).map(IndexedPage::id) : idOf(path, item.get());
    }

    /** Returns the path of the file of a live page, if it has one. */
    Optional<String> file(PageId id) throws IOException {
        Optional<IndexedPage> page = index.page(id).filter(IndexedPage::hasFile);
        return page.isEmpty()
                ? Optional.empty()
                : Optional.of(files.file(index.path(page.get()), page.get().form()));
    }

    /** Returns the paths that lead to a page or an attachment, if it is live: that of its file, and that of its folder. */
    List<String> paths(PageId id) throws IOException {
        List<String> paths = new ArrayList<>();
        file(id).ifPresent(paths::add);
        Optional<IndexedPage> page = index.page(id);
        if (page.isPresent()) {
            String folder = index.path(page.get());
            if (folder(folder).isPresent()) {
                paths.add(folder);
            }
        } else {
            Optional<IndexedAttachment> attachment = index.attachments().find(id);
            if (attachment.isPresent()) {
                paths.add(index.attachments().path(attachment.get()));
            }
        }
        return paths;
    }

    /** Returns the place of a file or folder. */
    LinkIndex.Place place(String path) throws IOException {
        AttachmentIndex.Owner owner = index.attachments().ownerOf(path);
        return new LinkIndex.Place(owner.id(), owner.name());
    }

    /** Returns the path of a place. */
    String path(LinkIndex.Place place) throws IOException {
        return Paths.join(index.folder(place.page()), place.below());
    }
}
