package dev.gitsync.internal.pages;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.Optional;

/**
 * Determines which page each file of a tree is. A file with the name of a folder page is the page of its folder if the page of the
 * folder has no other file that comes first: one beside the folder, or one in it whose name comes first in the order of preference.
 * Otherwise it is a page of its own, as all other page files are. Follows the changes to the tree. Not safe for use by several
 * threads.
 */
public final class TreePages {
    private final PageFiles files;
    private final TreeEditor tree;

    TreePages(PageFiles files, TreeEditor tree) {
        this.files = files;
        this.tree = tree;
    }

    /** Returns whether a page file is the page to which its folder belongs, or would be, if it does not exist. */
    public boolean isFolderPage(String file) throws IOException {
        if (!files.mayBeFolderPage(file)) {
            return false;
        }
        String folder = Paths.parent(file);
        if (isBesideFolder(files.siblingFile(folder))) {
            return false;
        }
        for (String name : files.folderPages()) {
            if (name.equals(Paths.name(file))) {
                return true;
            }
            if (isFile(Paths.join(folder, name))) {
                return false;
            }
        }
        return false;
    }

    /** Returns the path of the page that has this file. */
    public String path(String file) throws IOException {
        return isFolderPage(file) ? Paths.parent(file) : files.siblingPath(file);
    }

    /** Returns the form of the page that has this file. */
    public PageForm form(String file) throws IOException {
        return isFolderPage(file) ? PageForm.inner(Paths.name(file)) : PageForm.SIBLING;
    }

    /** Returns the file of the page at a path, if it has one. Looks at one path for each possible form. */
    public Optional<String> file(String path) throws IOException {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        if (isBesideFolder(files.siblingFile(path))) {
            return Optional.of(files.siblingFile(path));
        }
        for (String name : files.folderPages()) {
            String file = Paths.join(path, name);
            if (isFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Returns the entry {@code name} of a folder. */
    public Sibling sibling(String folder, String name, boolean isFolder) throws IOException {
        boolean isFolderPage = !isFolder && isFolderPage(Paths.join(folder, name));
        return new Sibling(
                folder, name, isFolder, isFolderPage ? Optional.empty() : files.page(folder, name, isFolder));
    }

    /** Returns whether a page file exists and is that of a page beside its folder. */
    private boolean isBesideFolder(String file) throws IOException {
        return isFile(file) && !isFolderPage(file);
    }

    private boolean isFile(String path) throws IOException {
        Optional<TreeItem> item = tree.find(path);
        return item.isPresent() && !item.get().isFolder();
    }
}
