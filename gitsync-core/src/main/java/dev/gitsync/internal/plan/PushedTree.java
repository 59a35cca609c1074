package dev.gitsync.internal.plan;

import dev.gitsync.format.PageFormat;
import dev.gitsync.internal.lfs.PointerFiles;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** The pages of the pushed tree. */
final class PushedTree {
    /** The maximum length of a title; the index holds the title of every page. */
    private static final int MOST_TITLE = 1_000;

    private final PageFiles files;
    private final TreeEditor tree;
    private final TreePages pages;
    private final PageReadings readings;
    private final PointerFiles pointers;
    /** For each folder checked so far, whether it contains pages. */
    private final Map<String, Boolean> holders = new HashMap<>();

    PushedTree(ObjectReader reader, PageFiles files, ObjectId root) {
        this.files = files;
        this.tree = new TreeEditor(reader, root);
        this.pages = files.of(tree);
        this.readings = new PageReadings(reader, this::read);
        this.pointers = new PointerFiles(reader, tree);
    }

    TreeEditor tree() {
        return tree;
    }

    /** Returns the pages of its files. */
    TreePages pages() {
        return pages;
    }

    /** Returns the content of the file of the page at a path, or null if the page has none. */
    @Nullable
    ObjectId blob(String path) throws IOException {
        Optional<String> file = file(path);
        return file.isEmpty() ? null : tree.find(file.get()).map(TreeItem::id).orElse(null);
    }

    /** Returns the file of the page at a path. */
    Optional<String> file(String path) throws IOException {
        return pages.file(path);
    }

    /** Returns whether there is a page file at a path, and not a folder with the name of one. */
    boolean isPageFile(String file) throws IOException {
        return files.isPage(file) && tree.find(file).filter(TreeItem::isFile).isPresent();
    }

    /** Returns whether there is a folder at a path that contains pages at any depth. */
    boolean containsPages(String folder) throws IOException {
        Boolean known = holders.get(folder);
        if (known == null) {
            known = findsPages(folder);
            holders.put(folder, known);
        }
        return known;
    }

    private boolean findsPages(String folder) throws IOException {
        Set<String> names = tree.names(folder);
        for (String name : names) {
            if (isPageFile(Paths.join(folder, name))) {
                return true;
            }
        }
        for (String name : names) {
            String path = Paths.join(folder, name);
            if (!PageFiles.isHidden(path) && containsPages(path)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a file is a pointer of Git LFS, by its content and the attributes of the tree. */
    boolean isPointer(String file, ObjectId blob) throws IOException {
        return pointers.pointer(file, blob).isPresent();
    }

    /** Parses a page file; the result may be that it can't be a page. */
    PageFormat.Reading read(String path, ObjectId blob) throws IOException {
        return readings.read(path, blob);
    }

    private PageFormat.Reading read(String path, byte[] bytes) {
        PageFormat.Reading reading = files.read(bytes, Paths.name(path));
        return reading instanceof PageFormat.Reading.Recognized page ? judged(page) : reading;
    }

    private static PageFormat.Reading judged(PageFormat.Reading.Recognized page) {
        String title = page.title();
        if (title.isBlank()) {
            return new PageFormat.Reading.Rejected(
                    "has no title. Rename the file, or write a title into it, and push again.");
        }
        if (title.length() > MOST_TITLE) {
            return new PageFormat.Reading.Rejected("has a title of " + title.length()
                    + " characters; this server accepts up to " + MOST_TITLE + ". Shorten it and push again.");
        }
        return unstorable(title)
                .<PageFormat.Reading>map(what -> new PageFormat.Reading.Rejected(
                        "has a title that holds " + what + ". Write another title and push again."))
                .orElse(page);
    }

    /** Returns the character of a title that UTF-8 or a database can't store; only an escape in front matter can produce one. */
    private static Optional<String> unstorable(String title) {
        return title.codePoints()
                .filter(point -> point == 0 || (point <= 0xFFFF && Character.isSurrogate((char) point)))
                .mapToObj(point -> point == 0
                        ? "a NUL character (U+0000)"
                        : String.format("half of a Unicode character (U+%04X)", point))
                .findFirst();
    }
}
