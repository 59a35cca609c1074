package dev.gitsync.internal.outline;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.PageId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which pages have a name that a git user chose, by the feed: a page that came from git, or whose title did, had its name
 * from there, and a later title that the wiki gave it does not change that. Of each page a hash of its title is kept.
 */
final class TitleOrigins {
    private final Map<PageId, Integer> titles = new HashMap<>();
    private final Set<PageId> fromGit = new HashSet<>();

    /** Takes the next change of the feed. */
    void read(Change change) {
        if (change instanceof Revision revision) {
            int title = revision.content().title().hashCode();
            Integer before = titles.put(revision.page(), title);
            if (revision.provenance().git() != null && (before == null || before != title)) {
                fromGit.add(revision.page());
            }
        }
    }

    boolean isNamedByGit(PageId page) {
        return fromGit.contains(page);
    }
}
