package dev.gitsync.internal.plan;

import dev.gitsync.format.PageReading;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** The tree that was pushed, seen as pages. */
final class PushedTree {
    private final PageFiles files;
    private final TreeEditor tree;
    private final PageReadings readings;

    PushedTree(ObjectReader reader, PageFiles files, ObjectId root) {
        this.files = files;
        this.tree = new TreeEditor(reader, root);
        this.readings = new PageReadings(reader, this::read);
    }

    TreeEditor tree() {
        return tree;
    }

    /** The file of the page at a path, or null when the page has none. */
    @Nullable
    ObjectId blob(String path) throws IOException {
        Optional<TreeItem> file = tree.find(files.file(path)).filter(item -> !item.isFolder());
        return file.map(TreeItem::id).orElse(null);
    }

    /** Whether there is a page file at a path, and not a folder with the name of one. */
    boolean isPageFile(String file) throws IOException {
        return files.isPage(file)
                && tree.find(file).filter(item -> !item.isFolder()).isPresent();
    }

    /** Whether there is a folder at a path that has pages in it or below it. */
    boolean holdsPages(String folder) throws IOException {
        for (String name : tree.names(folder)) {
            String path = Paths.join(folder, name);
            if (isPageFile(path) || (!PageFiles.isHidden(path) && holdsPages(path))) {
                return true;
            }
        }
        return false;
    }

    /** What a page file says, which may be that it can't be a page. */
    PageReading read(String path, ObjectId blob) throws IOException {
        return readings.read(path, blob);
    }

    private PageReading read(String path, byte[] bytes) {
        PageReading reading = files.read(bytes, Paths.name(path));
        return reading.match(
                page -> {
                    if (page.title().isBlank()) {
                        return new PageReading.Rejected("has no title");
                    }
                    return ConflictMarkers.isIn(page.text())
                            ? new PageReading.Rejected("still holds conflict markers (<<<<<<<, =======, >>>>>>>);"
                                    + " resolve the conflict, or indent them if they belong to the text")
                            : page;
                },
                rejected -> rejected);
    }
}
