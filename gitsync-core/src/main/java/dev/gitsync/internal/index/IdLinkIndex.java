package dev.gitsync.internal.index;

import dev.gitsync.format.link.LinkTargets;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The part of the index about links by id, if a {@code LinkCodec} converts them:
 *
 * <ol>
 *   <li>page id → {@link LinkTargets} of its text, and from each of them back to the page;
 *   <li>last name of a file, or of the folder of a page, in lower case → ids of the pages and attachments that have it.
 * </ol>
 *
 * Each target and each name is a record of its own, so that the cost of a change follows the links that changed. Not safe for use by
 * several threads.
 */
public final class IdLinkIndex {
    private static final String SOURCES = "id-link-sources";
    private static final String TARGETS = "id-link-targets";
    private static final String OF_ID = "i:";
    private static final String OF_NAME = "n:";
    private static final String OF_WANTED = "w:";
    private static final String FILE = "f:";
    private static final String FOLDER = "d:";
    /** An empty index is stored, too, so that it differs from none. */
    private static final String KEPT = "kept";

    private final ObjectReader reader;
    private boolean isKept;
    /** Target or name → linkers, and name → ids. */
    private IdSets sources;
    /** Linker → targets and names. */
    private IdSets targets;

    IdLinkIndex(ObjectReader reader, Map<String, TreeItem> stored) {
        this.reader = reader;
        this.isKept = stored.containsKey(SOURCES);
        this.sources = new IdSets(reader, stored.get(SOURCES));
        this.targets = new IdSets(reader, stored.get(TARGETS));
    }

    /** Returns whether it is kept: it has the links of all pages. */
    public boolean isKept() {
        return isKept;
    }

    /** Empties it, and records whether it is kept from now on. */
    public void keep(boolean isToBeKept) throws IOException {
        sources = new IdSets(reader, null);
        targets = new IdSets(reader, null);
        isKept = isToBeKept;
        if (isKept) {
            sources.add(KEPT, KEPT);
        }
    }

    /** Sets what the file of a page depends on. */
    public void put(PageId linker, LinkTargets links) throws IOException {
        Set<String> now = new HashSet<>();
        links.ids().forEach(id -> now.add(OF_ID + id.value()));
        links.names().forEach(name -> now.add(OF_NAME + withoutSpaces(name)));
        links.wanted().forEach(name -> now.add(OF_WANTED + withoutSpaces(name)));
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

    /** Returns the pages and attachments that a page names by id. */
    public Set<PageId> targets(PageId linker) throws IOException {
        Set<PageId> ids = new HashSet<>();
        for (String member : targets.members(linker.value())) {
            if (member.startsWith(OF_ID)) {
                ids.add(new PageId(member.substring(OF_ID.length())));
            }
        }
        return ids;
    }

    /** Returns whether the file of a page depends on names. */
    public boolean dependsOnNames(PageId linker) throws IOException {
        return targets.members(linker.value()).stream().anyMatch(member -> member.startsWith(OF_NAME));
    }

    /** Returns the pages that name a page or attachment by id. */
    public List<PageId> linkers(PageId target) throws IOException {
        return pages(OF_ID + target.value());
    }

    /** Returns the pages whose links by id are written otherwise if a file of this name is there. */
    public List<PageId> linkersByName(String name) throws IOException {
        return pages(OF_NAME + withoutSpaces(name));
    }

    /** Returns the pages with links, not by id, that lead to a file of this name or would. */
    public List<PageId> wanting(String name) throws IOException {
        return pages(OF_WANTED + withoutSpaces(name));
    }

    /** Returns the pages and attachments whose files have a last name, given in lower case. */
    public List<PageId> filesNamed(String name) throws IOException {
        return pages(FILE + withoutSpaces(name));
    }

    /** Returns the pages whose folders, if they have one, have a last name, given in lower case. */
    public List<PageId> foldersNamed(String name) throws IOException {
        return pages(FOLDER + withoutSpaces(name));
    }

    private List<PageId> pages(String owner) throws IOException {
        List<PageId> pages = new ArrayList<>();
        for (String id : sources.members(owner)) {
            pages.add(new PageId(id));
        }
        return pages;
    }

    /**
     * The names by which links find a page or an attachment.
     *
     * @param file the last name of the file in lower case, or empty
     * @param folder that of the folder, or empty
     */
    public record Names(String file, String folder) {
        /** The names of something that does not exist. */
        public static final Names NONE = new Names("", "");
    }

    /**
     * The change of a page or an attachment by a push.
     *
     * @param before its names before
     * @param now its names afterwards
     * @param targets what its file depends on, or null if that stays
     */
    public record Edit(
            PageId id, Names before, Names now, @Nullable LinkTargets targets) {}

    /** Applies the change of a page or an attachment. */
    public void apply(Edit edit) throws IOException {
        rename(edit.id(), edit.before(), edit.now());
        if (edit.targets() != null) {
            put(edit.id(), edit.targets());
        }
    }

    /** Replaces the names of a page or an attachment. */
    public void rename(PageId id, Names before, Names now) throws IOException {
        replace(FILE, id, before.file(), now.file());
        replace(FOLDER, id, before.folder(), now.folder());
    }

    private void replace(String kind, PageId id, String before, String now) throws IOException {
        if (before.equals(now)) {
            return;
        }
        if (!before.isEmpty()) {
            sources.remove(kind + withoutSpaces(before), id.value());
        }
        if (!now.isEmpty()) {
            sources.add(kind + withoutSpaces(now), id.value());
        }
    }

    /** Inserts the changed objects; {@code tree} gets an entry for each part with records, in git's order. */
    void write(HintedInserter inserter, TreeFormatter tree) throws IOException {
        TreeItems.append(tree, SOURCES, sources.write(inserter));
        TreeItems.append(tree, TARGETS, targets.write(inserter));
    }

    /** Returns a name as the owner of a set, which contains no space. No name contains two slashes in a row. */
    private static String withoutSpaces(String name) {
        return name.replace(" ", "//");
    }
}
