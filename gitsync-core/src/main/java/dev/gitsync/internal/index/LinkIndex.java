package dev.gitsync.internal.index;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The part of the index about links between pages, if the engine looks at links:
 *
 * <ol>
 *   <li>page id → ids of the pages and attachments to which it links, and the reverse;
 *   <li>page id → names that it looked for and that lead to no page and no attachment, and the reverse: when something gets such a name
 *       or loses it, links of the page may lead elsewhere;
 *   <li>last name of a file or folder, ignoring case → where it is: the page whose folder is the nearest above it, and the path below that
 *       folder.
 * </ol>
 *
 * Full paths are not stored, so that moving a page's folder changes one record. Each link and each name is a record of its own,
 * so that the cost of a change follows the links that changed. Not safe for use by several threads.
 */
public final class LinkIndex {
    private static final String FILES = "link-files";
    private static final String SOURCES = "link-sources";
    private static final String TARGETS = "link-targets";
    private static final String OF_ID = "i:";
    private static final String OF_NAME = "n:";
    private static final String FOLDER = "d:";
    private static final String FILE = "f:";

    private final ObjectReader reader;
    private Progress progress;
    private IdSets files;
    /** Target or name → linkers. */
    private IdSets sources;
    /** Linker → targets and names. */
    private IdSets targets;

    LinkIndex(ObjectReader reader, Map<String, TreeItem> stored, Progress progress) {
        this.reader = reader;
        this.progress = progress;
        this.files = new IdSets(reader, stored.get(FILES));
        this.sources = new IdSets(reader, stored.get(SOURCES));
        this.targets = new IdSets(reader, stored.get(TARGETS));
    }

    /**
     * The place of a file or folder.
     *
     * @param page the page whose folder is the nearest above it, or null for the root
     * @param below the path below that folder
     */
    public record Place(@Nullable PageId page, String below) {}

    /**
     * How far the index is. It is written in two passes over the files of the space in git's order: first the names of all
     * files, then the links of all pages.
     *
     * @param tree the tree that it describes; the zero id before it was ever written
     * @param names the names of files up to this path are in it
     * @param links the links of pages up to this path are in it
     */
    public record Progress(ObjectId tree, String names, String links) {
        /** The position after the last file. No path ends with a slash. */
        public static final String END = "/";
        /** The progress of an index that was never written. */
        static final Progress NONE = new Progress(ObjectId.zeroId(), "", "");

        /** Returns a complete index of a tree. */
        public static Progress complete(ObjectId tree) {
            return new Progress(tree, END, END);
        }

        /** Returns the index of a tree, of which nothing is written yet. */
        public static Progress start(ObjectId tree) {
            return new Progress(tree, "", "");
        }

        /** Returns the same progress in another tree. */
        public Progress in(ObjectId other) {
            return new Progress(other, names, links);
        }

        /** Returns whether the index was ever written. */
        public boolean isStarted() {
            return !equals(NONE);
        }

        /** Returns whether the links of all pages are in the index. */
        public boolean isComplete() {
            return links.equals(END);
        }

        /** Returns whether a path is one of those up to a position. */
        public static boolean isUpTo(String path, String position) {
            return position.equals(END) || Paths.BY_BYTES.compare(path, position) <= 0;
        }

        static Progress of(List<String> fields) {
            return Optional.of(fields)
                    .filter(all -> all.size() == 3)
                    .map(all -> new Progress(ObjectId.fromString(all.get(0)), all.get(1), all.get(2)))
                    .orElse(NONE);
        }

        List<String> fields() {
            return isStarted() ? List.of(tree.name(), names, links) : List.of();
        }
    }

    /** Returns how far the index is; it describes nothing if it was never written. */
    public Progress progress() {
        return progress;
    }

    /** Sets how far the index is. */
    public void progress(Progress next) {
        progress = next;
    }

    /** Removes everything. */
    public void clear() {
        files = new IdSets(reader, null);
        sources = new IdSets(reader, null);
        targets = new IdSets(reader, null);
        progress = Progress.NONE;
    }

    /** Sets the pages and attachments to which a page links. */
    public void put(PageId linker, Set<PageId> ids) throws IOException {
        put(linker, ids, Set.of());
    }

    /** Sets the pages and attachments to which a page links, and the names that it looks for. */
    public void put(PageId linker, Set<PageId> ids, Set<String> names) throws IOException {
        Set<String> now = new HashSet<>();
        ids.forEach(id -> now.add(OF_ID + id.value()));
        names.forEach(name -> now.add(ofName(name)));
        Set<String> before = new HashSet<>(targets.members(linker.value()));
        for (String gone : before) {
            if (!now.contains(gone)) {
                targets.remove(linker.value(), gone);
                sources.remove(gone, linker.value());
            }
        }
        for (String added : now) {
            if (!before.contains(added)) {
                targets.add(linker.value(), added);
                sources.add(added, linker.value());
            }
        }
    }

    /** Removes the links of a page; links to it stay. */
    public void remove(PageId linker) throws IOException {
        put(linker, Set.of());
    }

    /** Returns the pages and attachments to which a page links, in the order of their ids. */
    public List<PageId> targets(PageId linker) throws IOException {
        return targets.members(linker.value()).stream()
                .filter(member -> member.startsWith(OF_ID))
                .map(member -> new PageId(member.substring(OF_ID.length())))
                .toList();
    }

    /** Returns whether a page has any links within the space. */
    public boolean hasLinks(PageId linker) throws IOException {
        return !targets.members(linker.value()).isEmpty();
    }

    /** Returns the pages that link to a page or attachment, in the order of their ids. */
    public List<PageId> linkers(PageId target) throws IOException {
        return pages(sources.members(OF_ID + target.value()));
    }

    /** Returns the pages that look for a name. */
    public List<PageId> seekers(String name) throws IOException {
        return pages(sources.members(ofName(name)));
    }

    private static List<PageId> pages(List<String> ids) {
        return ids.stream().map(PageId::new).toList();
    }

    /** Returns where the files are, or the folders, that have a last name, ignoring case. */
    public List<Place> named(String name, boolean isFolder) throws IOException {
        return files.members(ofFile(name, isFolder)).stream()
                .map(LinkIndex::place)
                .toList();
    }

    /** Adds a file or a folder under its last name. */
    public void addName(String name, boolean isFolder, Place place) throws IOException {
        files.add(ofFile(name, isFolder), member(place));
    }

    /** Removes a file or a folder from those with its last name. */
    public void removeName(String name, boolean isFolder, Place place) throws IOException {
        files.remove(ofFile(name, isFolder), member(place));
    }

    /** Inserts the changed objects; {@code tree} gets an entry for each part with records, in git's order. */
    void write(HintedInserter inserter, TreeFormatter tree) throws IOException {
        TreeItems.append(tree, FILES, files.write(inserter));
        TreeItems.append(tree, SOURCES, sources.write(inserter));
        TreeItems.append(tree, TARGETS, targets.write(inserter));
    }

    private static String ofName(String name) {
        return OF_NAME + withoutSpaces(name);
    }

    private static String ofFile(String name, boolean isFolder) {
        return (isFolder ? FOLDER : FILE) + withoutSpaces(name.toLowerCase(Locale.ROOT));
    }

    /** Returns a name as the owner of a set, which contains no space. No name contains two slashes in a row. */
    private static String withoutSpaces(String name) {
        return name.replace(" ", "//");
    }

    private static String member(Place place) {
        return (place.page() == null ? "" : place.page().value()) + ' ' + place.below();
    }

    private static Place place(String member) {
        int between = member.indexOf(' ');
        String page = member.substring(0, between);
        return new Place(page.isEmpty() ? null : new PageId(page), member.substring(between + 1));
    }
}
