package dev.gitsync.internal.plan;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Determines where in git to look for the commit that changed a page: at its file or, with a trailing slash, at its folder. */
final class Subjects {
    private final PageFiles files;
    private final TreeEditor base;
    private final TreePages basePages;
    private final PushedTree pushed;

    Subjects(PageFiles files, TreeEditor base, PushedTree pushed) {
        this.files = files;
        this.base = base;
        this.basePages = files.of(base);
        this.pushed = pushed;
    }

    /**
     * Returns the subject of a page that is live after the push.
     *
     * @param path its path after the push
     * @param blob its file, if it has one
     */
    String ofPage(String path, @Nullable ObjectId blob, PageLayout.Identity page) throws IOException {
        boolean stays = path.equals(page.oldPath());
        if (blob == null) {
            // If there was a file of the page, its loss is what makes a folder page.
            Optional<String> lost = stays || isFolder(path) ? basePages.file(path) : Optional.empty();
            return lost.orElse(path + "/");
        }
        String file = pushed.file(path).orElse(files.siblingFile(path));
        String folder = Paths.parent(path);
        boolean isSame = stays && blob.equals(blob(file));
        // A page that was not changed itself has got another parent.
        return isSame && !folder.isEmpty() ? pushed.file(folder).orElse(files.siblingFile(folder)) : file;
    }

    /** Returns the subject of a page that is no longer live and was at {@code path}. */
    String ofDeleted(String path, IndexedPage page) throws IOException {
        if (page.hasFile()) {
            return files.file(path, page.form());
        }
        Optional<String> taken = pushed.file(path);
        if (taken.isPresent()) {
            return taken.get();
        }
        // A page that git does not contain is deleted with the page above it.
        for (String above = path; !above.isEmpty(); above = Paths.parent(above)) {
            Optional<String> file = above.equals(path) ? Optional.empty() : basePages.file(above);
            if (file.isPresent()) {
                return file.get();
            }
            if (isFolder(above)) {
                return above + "/";
            }
        }
        return path + "/";
    }

    private boolean isFolder(String path) throws IOException {
        return base.find(path).filter(TreeItem::isFolder).isPresent();
    }

    private @Nullable ObjectId blob(String file) throws IOException {
        Optional<TreeItem> item = base.find(file).filter(TreeItem::isFile);
        return item.map(TreeItem::id).orElse(null);
    }
}
