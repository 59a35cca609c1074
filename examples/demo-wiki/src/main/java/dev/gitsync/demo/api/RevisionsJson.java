package dev.gitsync.demo.api;

import dev.gitsync.jdbi.PageVersion;
import dev.gitsync.model.GitOrigin;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the history of a page, newest first.
 *
 * @param next what to ask for with {@code before} to go on, or null at the end
 */
record RevisionsJson(List<RevisionJson> revisions, @Nullable Long next) {
    static RevisionsJson of(List<PageVersion> versions, int limit) {
        List<RevisionJson> revisions = versions.stream().map(RevisionJson::of).toList();
        boolean more = versions.size() == limit;
        return new RevisionsJson(
                revisions, more ? (Long) versions.get(versions.size() - 1).version() : null);
    }

    /**
     * @param source {@code wiki}, or {@code git} when a push brought it
     * @param commit the commit that brought it, if one did
     */
    record RevisionJson(
            long version,
            @Nullable String title,
            boolean deletion,
            String author,
            String email,
            Instant time,
            String message,
            String source,
            @Nullable String commit) {

        static RevisionJson of(PageVersion version) {
            GitOrigin git = version.provenance().git();
            return new RevisionJson(
                    version.version(),
                    version.title(),
                    version.deletion(),
                    version.provenance().author().name(),
                    version.provenance().author().email(),
                    version.provenance().time(),
                    version.provenance().message(),
                    git == null ? "wiki" : "git",
                    git == null ? null : git.commit());
        }
    }
}
