package dev.gitsync.internal.idlinks;

import dev.gitsync.format.link.LinkedFiles;
import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeLookup;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A space as a codec sees it: its index and its tree. Methods of {@link LinkedFiles} throw {@link UncheckedIOException} if the
 * repository can't be read. Not safe for use by several threads.
 */
public final class SpaceState implements LinkedFiles {
    private static final int MOST_NAMED = 1_000;

    private final SpaceIndex index;
    private final TreeEditor tree;
    private final PageFiles files;
    private final TreeLookup lookup;

    /** Creates the state of a space whose index belongs to the tree. */
    public SpaceState(SpaceIndex index, TreeEditor tree, PageFiles files) {
        this.index = index;
        this.tree = tree;
        this.files = files;
        this.lookup = new TreeLookup(tree);
    }

    SpaceIndex index() {
        return index;
    }

    TreeEditor tree() {
        return tree;
    }

    PageFiles files() {
        return files;
    }

    /** Work that reads the repository. */
    private interface Read<T> {
        T get() throws IOException;
    }

    private static <T> T reading(Read<T> read) {
        try {
            return read.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isFile(String path) {
        return lookup.isFile(path);
    }

    @Override
    public boolean isFolder(String path) {
        return lookup.isFolder(path);
    }

    @Override
    public Collection<String> filesNamed(String name) {
        return reading(() -> {
            List<String> paths = new ArrayList<>();
            for (PageId id : first(index.idLinks().filesNamed(name.toLowerCase(Locale.ROOT)))) {
                file(id).filter(this::isFile).ifPresent(paths::add);
            }
            return paths;
        });
    }

    @Override
    public Collection<String> foldersNamed(String name) {
        return reading(() -> {
            List<String> paths = new ArrayList<>();
            for (PageId id : first(index.idLinks().foldersNamed(name.toLowerCase(Locale.ROOT)))) {
                Optional<IndexedPage> page = index.page(id);
                if (page.isPresent()) {
                    Optional.of(index.path(page.get())).filter(this::isFolder).ifPresent(paths::add);
                }
            }
            return paths;
        });
    }

    private static List<PageId> first(List<PageId> ids) {
        return ids.subList(0, Math.min(MOST_NAMED, ids.size()));
    }

    @Override
    public Optional<PageId> id(String path) {
        return reading(() -> {
            Optional<TreeItem> item = lookup.item(path);
            return item.isEmpty() ? Optional.empty() : id(path, item.get());
        });
    }

    /** Returns the page or attachment that has an entry of the tree. */
    Optional<PageId> id(String path, TreeItem item) throws IOException {
        if (item.isFolder()) {
            return index.at(path).filter(page -> !page.hasFile()).map(IndexedPage::id);
        }
        if (files.isPage(item.mode().getBits(), path)) {
            return new IndexedPageFiles(index, files).page(path).map(IndexedPage::id);
        }
        AttachmentIndex attachments = index.attachments();
        return attachments.at(path).map(IndexedAttachment::id);
    }

    @Override
    public Optional<String> path(PageId id) {
        return reading(() -> {
            Optional<IndexedPage> page = index.page(id);
            if (page.isPresent() && !page.get().hasFile()) {
                return Optional.of(index.path(page.get())).filter(this::isFolder);
            }
            return file(id).filter(this::isFile);
        });
    }

    /** Returns the path of the file that a page or an attachment has according to the index. */
    Optional<String> file(PageId id) throws IOException {
        Optional<IndexedPage> page = index.page(id);
        if (page.isPresent()) {
            return page.get().hasFile()
                    ? Optional.of(files.file(index.path(page.get()), page.get().form()))
                    : Optional.empty();
        }
        Optional<IndexedAttachment> attachment = index.attachments().find(id);
        return attachment.isEmpty()
                ? Optional.empty()
                : Optional.of(index.attachments().path(attachment.get()));
    }

    /** Returns where a page or an attachment is. */
    Spot spot(PageId id) throws IOException {
        Optional<IndexedPage> page = index.page(id);
        if (page.isPresent()) {
            String path = index.path(page.get());
            return new Spot(file(id).orElse(""), path, page.get().place());
        }
        Optional<IndexedAttachment> attachment = index.attachments().find(id);
        return attachment.isEmpty()
                ? Spot.NOWHERE
                : new Spot(file(id).orElse(""), "", attachment.get().place());
    }

    /** Returns the page at a path without extension. */
    Optional<PageId> page(String path) throws IOException {
        return index.at(path).map(IndexedPage::id);
    }

    /** Returns whether a page or an attachment is in a folder. */
    boolean isIn(String folder, PageId id) throws IOException {
        Spot spot = spot(id);
        String path = spot.file().isEmpty() ? spot.folder() : spot.file();
        return path.startsWith(folder + "/");
    }
}
