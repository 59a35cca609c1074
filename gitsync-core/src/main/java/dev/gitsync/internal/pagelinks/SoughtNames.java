package dev.gitsync.internal.pagelinks;

import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.internal.tree.Paths;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Notes the names that a page looks for, as the {@linkplain dev.gitsync.internal.index.LinkIndex index of links} stores them: when
 * an entry of a tree appears or disappears, {@link #ofFile} and {@link #ofFolder} return the names for which a page may look.
 *
 * <p>A path that leads nowhere is noted by its last two names, and by each folder on the way that is not above the page itself: the
 * folder may appear with everything below it. The path of the page is not part of the names, so that they stay when the page moves with
 * its folder.
 */
final class SoughtNames implements SpaceFiles {
    private static final int MOST_CHARACTERS = 1_100;
    private static final String NONE = "-";
    private static final String PATH = "p/";
    private static final String FOLDER = "d/";
    private static final String LAST_OF_FILE = "f/";
    private static final String LAST_OF_FOLDER = "l/";

    private final SpaceFiles files;
    private final String folder;
    private final Set<String> names = new HashSet<>();

    /**
     * Creates a view that notes look-ups.
     *
     * @param page the path of the file of the page
     */
    SoughtNames(SpaceFiles files, String page) {
        this.files = files;
        this.folder = Paths.parent(page);
    }

    /** Returns the names for which a page looks that looks for a file at this path. */
    static List<String> ofFile(String path) {
        return List.of(lastTwo(path), ofLastName(path));
    }

    /** Returns the names for which a page looks that looks for a folder at this path, or for something below it. */
    static List<String> ofFolder(String path) {
        String name = key(Paths.name(path));
        return List.of(lastTwo(path), FOLDER + name, LAST_OF_FOLDER + name);
    }

    /** Returns the name for which a page looks that looks for a file by its last name, wherever it is. */
    static String ofLastName(String path) {
        return LAST_OF_FILE + key(Paths.name(path));
    }

    Set<String> names() {
        return names;
    }

    @Override
    public boolean isFile(String path) {
        return noted(path, files.isFile(path));
    }

    @Override
    public boolean isFolder(String path) {
        return noted(path, files.isFolder(path));
    }

    @Override
    public Collection<String> filesNamed(String name) {
        addLast(LAST_OF_FILE, name);
        return files.filesNamed(name);
    }

    @Override
    public Collection<String> foldersNamed(String name) {
        addLast(LAST_OF_FOLDER, name);
        return files.foldersNamed(name);
    }

    private boolean noted(String path, boolean isThere) {
        if (!isThere) {
            add(path);
        }
        return isThere;
    }

    /** Notes that the page has links, though it may have looked for nothing: they lead above the root, for example. */
    void addNone() {
        names.add(NONE);
    }

    /** Notes a path. */
    void add(String path) {
        if (path.isEmpty() || path.length() > MOST_CHARACTERS) {
            return; // nothing can be there
        }
        names.add(lastTwo(path));
        List<String> own = Paths.names(folder);
        List<String> folders = Paths.names(Paths.parent(path));
        int common = 0;
        while (common < Math.min(own.size(), folders.size()) && own.get(common).equals(folders.get(common))) {
            common++;
        }
        folders.subList(common, folders.size()).forEach(name -> names.add(FOLDER + key(name)));
    }

    private void addLast(String kind, String name) {
        if (name.length() <= MOST_CHARACTERS) {
            names.add(kind + key(name));
        }
    }

    private static String lastTwo(String path) {
        return PATH + key(Paths.name(Paths.parent(path))) + "/" + key(Paths.name(path));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
