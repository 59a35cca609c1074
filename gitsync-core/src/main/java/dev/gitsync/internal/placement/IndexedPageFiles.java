package dev.gitsync.internal.placement;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.Paths;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds the page of a file by the index, which knows the form of each page. It does not depend on the names of folder pages that are
 * in force.
 */
public record IndexedPageFiles(SpaceIndex index, PageFiles files) {
    /** Returns the live page that has this page file. */
    public Optional<IndexedPage> page(String file) throws IOException {
        Optional<IndexedPage> above = isInner(file) ? ofFolder(file) : Optional.empty();
        return above.isPresent()
                ? above
                : index.at(files.siblingPath(file)).filter(page -> page.form().isSibling());
    }

    /** Returns whether a file is that of the page to which its folder belongs. */
    public boolean isFolderPage(String file) throws IOException {
        return isInner(file) && ofFolder(file).isPresent();
    }

    /** Returns the path of the page that has this file, or would have it if its file is beside its folder. */
    public String path(String file) throws IOException {
        return isFolderPage(file) ? Paths.parent(file) : files.siblingPath(file);
    }

    private boolean isInner(String file) {
        return index.head().innerNames().contains(Paths.name(file));
    }

    private Optional<IndexedPage> ofFolder(String file) throws IOException {
        return index.at(Paths.parent(file))
                .filter(page -> page.form().isInner() && page.form().name().equals(Paths.name(file)));
    }
}
