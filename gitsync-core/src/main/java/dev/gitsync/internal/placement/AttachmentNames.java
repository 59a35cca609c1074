package dev.gitsync.internal.placement;

import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.PortableNames;
import dev.gitsync.internal.pages.SiblingNames;
import dev.gitsync.internal.pages.SuffixedNames;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the path, below the folder of its page, of an attachment that the wiki created, moved or renamed:
 *
 * <ol>
 *   <li>The name in the wiki is used as it is if every computer can store it, and it is neither hidden, apart from order files, nor that of a page
 *       file.
 *       Otherwise each part is made so, as for titles of pages; {@code .txt} follows the name of a page file.
 *   <li>A path is free if no entry on it has the same name as another by {@link SiblingNames}, its file does not exist, and its first
 *       part is not the name of a page of that folder, whose files would be those of that page.
 *   <li>Otherwise the file gets the attachment's short id as a suffix, without folders of its own if these are in the way.
 * </ol>
 */
final class AttachmentNames {
    private static final int MAX_DEPTH = 16;
    private static final String AFTER_PAGE = ".txt";

    private final TreeEditor tree;
    private final SpaceIndex index;
    private final PageFiles files;
    private final SiblingNames siblings;
    private final SuffixedNames suffixed;

    AttachmentNames(TreeEditor tree, SpaceIndex index, PageFiles files) {
        this.tree = tree;
        this.index = index;
        this.files = files;
        this.siblings = new SiblingNames(files);
        this.suffixed = new SuffixedNames(files.naming());
    }

    /** Returns the path for a name of the wiki that has no collisions. */
    String plain(String title) {
        List<String> names = new ArrayList<>(List.of(title.split("/", -1)));
        while (names.size() > MAX_DEPTH) {
            names.remove(0);
        }
        int last = names.size() - 1;
        String file = names.get(last);
        names.replaceAll(name -> isSafe(name) ? name : safe(name));
        file = isSafeFile(file) ? file : names.get(last);
        names.set(last, files.isPage(file) ? file + AFTER_PAGE : file);
        return String.join("/", names);
    }

    /** Returns the wanted path if it is free, otherwise one with the short id of the attachment. */
    String choose(PageId id, @Nullable PageId place, String wanted) throws IOException {
        if (isFree(place, wanted)) {
            return wanted;
        }
        String distinct = Paths.join(Paths.parent(wanted), suffixed.with(id, Paths.name(wanted)));
        return isFree(place, distinct) ? distinct : suffixed.free(id, Paths.name(wanted), path -> isFree(place, path));
    }

    /** Returns the paths of the files for which {@code title} would be the name with the short id, below the folder of a page. */
    List<String> unsuffixed(PageId id, @Nullable PageId place, String title) throws IOException {
        String folder = Paths.parent(title);
        List<String> found = new ArrayList<>();
        for (String name : tree.names(Paths.join(index.folder(place), folder))) {
            if (suffixed.with(id, name).equals(Paths.name(title))) {
                found.add(Paths.join(folder, name));
            }
        }
        return found;
    }

    /** Returns whether a file with this name, apart from its folder, may be that of an attachment. */
    boolean isName(String name, PageId id, String title) {
        String plain = Paths.name(plain(title));
        String distinct = suffixed.with(id, plain);
        return name.equals(plain)
                || suffixed.with(id, name).equals(Paths.name(title))
                || (name.startsWith(SuffixedNames.stem(distinct))
                        && SuffixedNames.extension(name).equals(SuffixedNames.extension(distinct)));
    }

    private boolean isFree(@Nullable PageId place, String path) throws IOException {
        List<String> names = Paths.names(path);
        if (index.colliding(place, names.get(0)).isPresent()) {
            return false;
        }
        String folder = index.folder(place);
        for (String name : names.subList(0, names.size() - 1)) {
            Map<String, TreeItem> same = tree.items(folder, siblings.same(name));
            TreeItem item = same.get(name);
            if (same.size() > (item == null ? 0 : 1) || (item != null && !item.isFolder())) {
                return false;
            }
            folder = Paths.join(folder, name);
        }
        return tree.items(folder, siblings.same(Paths.name(path))).isEmpty();
    }

    private static boolean isSafe(String name) {
        return !PageFiles.isHidden(name) && PortableNames.isSafe(name);
    }

    private boolean isSafeFile(String name) {
        return !files.isHiddenFile(name) && PortableNames.isSafe(name);
    }

    /** Returns a name that can be stored everywhere, with the extension of {@code name}. */
    private String safe(String name) {
        return files.naming().nameFor(SuffixedNames.stem(name)) + SuffixedNames.extension(name);
    }
}
