package dev.gitsync.internal.identity;

import dev.gitsync.internal.pages.PageFiles;
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
    /** The files that are gone or replaced, by the paths of their pages; of two files of one page, one. */
    private final Map<String, String> byPage = new HashMap<>();

    private final Map<String, PageFile> removed = new HashMap<>();
    private final Map<String, PageFile> added = new HashMap<>();

    OldFiles(PageTexts texts, PageFiles files) {
        this.texts = texts;
        this.files = files;
    }

    /**
     * Returns the old file of each page file at a new path, by the path of its page.
     *
     * @param replaced the files at the same path that belong to another page
     */
    Map<String, String> find(TreeChanges changes, Set<String> replaced) throws IOException {
        changes.goneFiles().forEach(this::addRemoved);
        changes.addedFiles().forEach((path, item) -> add(added, path, item));
        for (String path : replaced) {
            TreeDelta delta = changes.changedFiles().get(path);
            addRemoved(path, delta == null ? null : delta.before());
            add(added, path, delta == null ? null : delta.after());
        }
        Map<String, String> found = new HashMap<>();
        IdentityMatcher.match(texts, changes.movedFolders(), Map.of(), removed.values(), added.values())
                .oldPaths()
                .forEach((to, from) -> found.put(to, Objects.requireNonNull(byPage.get(from))));
        return found;
    }

    private void addRemoved(String file, @Nullable TreeItem item) {
        if (add(removed, file, item)) {
            byPage.put(files.path(file), file);
        }
    }

    private boolean add(Map<String, PageFile> pages, String file, @Nullable TreeItem item) {
        boolean isPage = item != null && files.isPage(file);
        if (item != null && isPage) {
            pages.put(files.path(file), new PageFile(files.path(file), item.id()));
        }
        return isPage;
    }
}
