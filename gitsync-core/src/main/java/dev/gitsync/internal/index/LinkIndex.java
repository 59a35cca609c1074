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
 *
 * <p>{@link IdLinkIndex} stores its links in the same form ({@link LinkRecords}), but neither can replace the other. This index describes the files of
 * {@code main}: it may be incomplete, it is written in stretches, and it may be dropped at any time, because it decides nothing but what a receipt says. That
 * one describes the texts of the wiki, and must be complete in every state, because the files of {@code main} depend on it. This one
 * knows every file and every folder by its place; that one only what has an id.
 */
public final class LinkIndex {
    private static final String FILES = "link-files";
    private static final LinkRecords.Parts PARTS = new LinkRecords.Parts("link-sources", "link-targets");
    private static final String OF_NAME = "n:";
    private static final String FOLDER = "d:";
    private static final String FILE = "f:";

    private final ObjectReader reader;
    private Progress progress;
    private IdSets files;
    private LinkRecords links;

    LinkIndex(ObjectReader reader, Map<String, TreeItem> stored, Progress progress) {
        this.reader = reader;
        this.progress = progress;
        this.files = new IdSets(reader, stored.get(FILES));
        this.links = new LinkRecords(reader, stored, PARTS);
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
        links = new LinkRecords(reader, Map.of(), PARTS);
        progress = Progress.NONE;
    }

    /** Sets the pages and attachments to which a page links. */
    public void put(PageId linker, Set<PageId> ids) throws IOException {
        put(linker, ids, Set.of());
    }

    /** Sets the pages and attachments to which a page links, and the names that it looks for. */
    public void put(PageId linker, Set<PageId> ids, Set<String> names) throws IOException {
        Set<String> keys = new HashSet<>();
        ids.forEach(id -> keys.add(LinkRecords.ofId(id)));
        names.forEach(name -> keys.add(LinkRecords.ofName(OF_NAME, name)));
        links.put(linker, keys);
    }

    /** Removes the links of a page; links to it stay. */
    public void remove(PageId linker) throws IOException {
        put(linker, Set.of());
    }

    /** Returns the pages and attachments to which a page links, in the order of their ids. */
    public List<PageId> targets(PageId linker) throws IOException {
        return links.ids(linker);
    }

    /** Returns whether a page has any links within the space. */
    public boolean hasLinks(PageId linker) throws IOException {
        return !links.keys(linker).isEmpty();
    }

    /** Returns the pages that link to a page or attachment, in the order of their ids. */
    public List<PageId> linkers(PageId target) throws IOException {
        return links.linkers(LinkRecords.ofId(target));
    }

    /** Returns the pages that look for a name. */
    public List<PageId> seekers(String name) throws IOException {
        return links.linkers(LinkRecords.ofName(OF_NAME, name));
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
        links.write(inserter, tree);
    }

    private static String ofFile(String name, boolean isFolder) {
        return LinkRecords.ofName(isFolder ? FOLDER : FILE, name.toLowerCase(Locale.ROOT));
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
