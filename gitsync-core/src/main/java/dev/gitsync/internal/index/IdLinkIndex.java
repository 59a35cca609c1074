package dev.gitsync.internal.index;

import dev.gitsync.format.link.LinkTargets;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
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
 * Each target and each name is a record of its own, so that the cost of a change follows the links that changed. {@link LinkIndex} says why it is another
 * index. Not safe for use by several threads.
 */
public final class IdLinkIndex {
    private static final LinkRecords.Parts PARTS = new LinkRecords.Parts("id-link-sources", "id-link-targets");
    private static final String OF_NAME = "n:";
    private static final String OF_WANTED = "w:";
    private static final String FILE = "f:";
    private static final String FOLDER = "d:";
    /** An empty index is stored, too, so that it differs from none. */
    private static final PageId KEPT = new PageId("kept");

    private final ObjectReader reader;
    private boolean isKept;
    /** Also name → ids. */
    private LinkRecords links;

    IdLinkIndex(ObjectReader reader, Map<String, TreeItem> stored) {
        this.reader = reader;
        this.isKept = stored.containsKey(PARTS.sources());
        this.links = new LinkRecords(reader, stored, PARTS);
    }

    /** Returns whether it is kept: it has the links of all pages. */
    public boolean isKept() {
        return isKept;
    }

    /** Empties it, and records whether it is kept from now on. */
    public void keep(boolean isToBeKept) throws IOException {
        links = new LinkRecords(reader, Map.of(), PARTS);
        isKept = isToBeKept;
        if (isKept) {
            links.add(KEPT.value(), KEPT);
        }
    }

    /** Sets what the file of a page depends on. */
    public void put(PageId linker, LinkTargets targets) throws IOException {
        Set<String> keys = new HashSet<>();
        targets.ids().forEach(id -> keys.add(LinkRecords.ofId(id)));
        targets.names().forEach(name -> keys.add(LinkRecords.ofName(OF_NAME, name)));
        targets.wanted().forEach(name -> keys.add(LinkRecords.ofName(OF_WANTED, name)));
        links.put(linker, keys);
    }

    /** Returns the pages and attachments that a page names by id. */
    public Set<PageId> targets(PageId linker) throws IOException {
        return new HashSet<>(links.ids(linker));
    }

    /** Returns whether the file of a page depends on names. */
    public boolean dependsOnNames(PageId linker) throws IOException {
        return links.keys(linker).stream().anyMatch(key -> key.startsWith(OF_NAME));
    }

    /** Returns the pages that name a page or attachment by id. */
    public List<PageId> linkers(PageId target) throws IOException {
        return links.linkers(LinkRecords.ofId(target));
    }

    /** Returns the pages whose links by id are written otherwise if a file of this name is there. */
    public List<PageId> linkersByName(String name) throws IOException {
        return links.linkers(LinkRecords.ofName(OF_NAME, name));
    }

    /** Returns the pages with links, not by id, that lead to a file of this name or would. */
    public List<PageId> wanting(String name) throws IOException {
        return links.linkers(LinkRecords.ofName(OF_WANTED, name));
    }

    /** Returns the pages and attachments whose files have a last name, given in lower case. */
    public List<PageId> filesNamed(String name) throws IOException {
        return links.linkers(LinkRecords.ofName(FILE, name));
    }

    /** Returns the pages whose folders, if they have one, have a last name, given in lower case. */
    public List<PageId> foldersNamed(String name) throws IOException {
        return links.linkers(LinkRecords.ofName(FOLDER, name));
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
            links.remove(LinkRecords.ofName(kind, before), id);
        }
        if (!now.isEmpty()) {
            links.add(LinkRecords.ofName(kind, now), id);
        }
    }

    /** Inserts the changed objects; {@code tree} gets an entry for each part with records, in git's order. */
    void write(HintedInserter inserter, TreeFormatter tree) throws IOException {
        links.write(inserter, tree);
    }
}
