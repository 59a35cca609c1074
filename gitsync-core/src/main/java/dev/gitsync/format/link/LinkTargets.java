package dev.gitsync.format.link;

import dev.gitsync.model.PageId;
import java.util.Set;

/**
 * What the file of a page depends on because of its links.
 *
 * @param ids the pages and attachments that the text names by id
 * @param names the names, as {@link LinkCodec#names} returns them, of files that may change how a link by id is written. A text
 *     that has any is converted again when a folder above it moves; one with a link from the root of the space has "/"
 * @param wanted the names to which links lead that are not by id; if a push adds such a file, they may become links by id
 */
public record LinkTargets(Set<PageId> ids, Set<String> names, Set<String> wanted) {
    /** Copies the sets. */
    public LinkTargets {
        ids = Set.copyOf(ids);
        names = Set.copyOf(names);
        wanted = Set.copyOf(wanted);
    }

    /** Returns the targets of a text without links. */
    public static LinkTargets none() {
        return new LinkTargets(Set.of(), Set.of(), Set.of());
    }
}
