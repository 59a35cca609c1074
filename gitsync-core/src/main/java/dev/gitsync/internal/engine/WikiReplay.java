package dev.gitsync.internal.engine;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.model.Change;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Revision;
import dev.gitsync.model.Tombstone;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings one change of the wiki into the tree and the index. A change that git already has, because it came from there or
 * was read before, is recognised by its version and left alone.
 */
final class WikiReplay {
    private final TreeEditor tree;
    private final SpaceIndex index;
    private final PageFiles files;
    private final PageBlobs blobs;
    private final Placement placement;

    WikiReplay(TreeEditor tree, SpaceIndex index, PageBlobs blobs) {
        this.tree = tree;
        this.index = index;
        this.blobs = blobs;
        this.files = blobs.files();
        this.placement = new Placement(tree, index, blobs);
    }

    /** Brings the change in; answers whether it was new. */
    boolean replay(Change change) throws IOException {
        @Nullable IndexedPage before = index.page(change.page()).orElse(null);
        if (isKnown(before, change)) {
            return false;
        }
        if (change instanceof Revision revision) {
            write(before, revision);
        } else if (before != null) {
            delete(before, (Tombstone) change);
        }
        for (PageId waiting : index.takeWaiting(change.page())) {
            Optional<IndexedPage> page = index.page(waiting);
            if (page.isPresent()) {
                placement.placeAgain(page.get());
            }
        }
        return true;
    }

    private boolean isKnown(@Nullable IndexedPage before, Change change) throws IOException {
        if (before != null) {
            return change.version() <= before.version();
        }
        return change instanceof Tombstone
                || index.trashed(change.page())
                        .filter(trashed -> change.version() <= trashed.version())
                        .isPresent();
    }

    private void write(@Nullable IndexedPage before, Revision revision) throws IOException {
        String text = revision.content().text();
        IndexedPage after = placement.place(
                before,
                new Placement.Wanted(
                        revision.page(),
                        revision.content().parent(),
                        revision.content().title(),
                        revision.version(),
                        text != null));
        String file = files.file(index.path(after));
        if (text == null) {
            if (before != null && before.hasFile()) {
                tree.remove(file);
            }
        } else {
            tree.putFile(file, blobs.write(after.title(), text, after.name()));
        }
    }

    private void delete(IndexedPage page, Tombstone tombstone) throws IOException {
        String path = index.path(page);
        for (IndexedPage child : children(page, path)) {
            placement.placeAtTop(child);
        }
        if (page.hasFile()) {
            tree.remove(files.file(path));
        }
        index.remove(page, tombstone.version());
    }

    /** The pages whose files or folders stand in the page's folder. */
    private List<IndexedPage> children(IndexedPage page, String path) throws IOException {
        Map<PageId, IndexedPage> children = new LinkedHashMap<>();
        for (String name : tree.names(path)) {
            boolean isFile = files.isPage(name)
                    && tree.find(Paths.join(path, name))
                            .filter(item -> !item.isFolder())
                            .isPresent();
            Optional<PageId> child = index.colliding(page.id(), isFile ? files.path(name) : name);
            if (child.isPresent()) {
                index.page(child.get()).ifPresent(found -> children.put(found.id(), found));
            }
        }
        for (IndexedPage bare : index.bareChildren(page.id())) {
            children.put(bare.id(), bare);
        }
        return List.copyOf(children.values());
    }
}
