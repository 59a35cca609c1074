package dev.gitsync.internal.outline;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.PageId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Determines from the feed which pages have a name that a git user chose: a page has one if the page or its title came from git,
 * and a later title from the wiki does not change that. Keeps a hash of the title of each page.
 */
final class TitleOrigins {
    private final Map<PageId, Integer> titles = new HashMap<>();
    private final Set<PageId> fromGit = new HashSet<>();

    /** Reads the next change of the feed. */
    void read(Change change) {
        if (change instanceof Revision revision) {
            int title = revision.content().title().hashCode();
            Integer before = titles.put(revision.id(), title);
            if (revision.provenance().git() != null && (before == null || before != title)) {
                fromGit.add(revision.id());
            }
        }
    }

    boolean isNamedByGit(PageId page) {
        return fromGit.contains(page);
    }
}
