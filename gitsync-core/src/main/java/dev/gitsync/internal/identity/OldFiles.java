package dev.gitsync.internal.identity;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the page files of a commit that have another path in its parent, by {@link IdentityMatcher}. */
final class OldFiles {
    private final PageTexts texts;
    private final PageFiles files;
    private final TreePages before;
    private final TreePages after;
    /** The files that are gone or replaced, by the paths of their pages. */
    private final Map<String, String> byPage = new HashMap<>();

    private final Map<String, PageFile> removed = new HashMap<>();
    private final Map<String, PageFile> added = new HashMap<>();

    OldFiles(PageTexts texts, PageFiles files, TreePages before, TreePages after) {
        this.texts = texts;
        this.files = files;
        this.before = before;
        this.after = after;
    }

    /**
     * Returns the old file of each page file at a new path, by the path of its page.
     *
     * @param replaced the files at the same path that belong to another page
     */
    Map<String, String> find(TreeChanges changes, Set<String> replaced) throws IOException {
        for (Map.Entry<String, TreeItem> file : changes.goneFiles().entrySet()) {
            addRemoved(file.getKey(), file.getValue());
        }
        for (Map.Entry<String, TreeItem> file : changes.addedFiles().entrySet()) {
            addAdded(file.getKey(), file.getValue());
        }
        for (String path : replaced) {
            TreeDelta delta = changes.changedFiles().get(path);
            addRemoved(path, delta == null ? null : delta.before());
            addAdded(path, delta == null ? null : delta.after());
        }
        Map<String, String> found = new HashMap<>();
        IdentityMatcher.match(texts, changes.movedFolders(), Map.of(), removed.values(), added.values())
                .oldPaths()
                .forEach((to, from) -> found.put(to, Objects.requireNonNull(byPage.get(from))));
        return found;
    }

    private void addRemoved(String file, @Nullable TreeItem item) throws IOException {
        if (item != null && files.isPage(file)) {
            String path = before.path(file);
            removed.put(path, new PageFile(path, item.id()));
            byPage.put(path, file);
        }
    }

    private void addAdded(String file, @Nullable TreeItem item) throws IOException {
        if (item != null && files.isPage(file)) {
            String path = after.path(file);
            added.put(path, new PageFile(path, item.id()));
        }
    }
}
