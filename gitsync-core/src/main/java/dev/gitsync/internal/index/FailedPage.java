package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import java.time.Instant;
import java.util.List;

/**
 * A page or an attachment whose newest revision could not be applied to {@code main}.
 *
 * @param id the page or attachment
 * @param version the version of that revision
 * @param provenance the author of the revision, so that a later commit can still name the author
 * @param reason the kind of error; no page text
 */
public record FailedPage(PageId id, long version, Provenance provenance, String reason) {
    /** Returns the fields of the record in the index. */
    List<String> fields() {
        GitOrigin git = provenance.git();
        return List.of(
                Long.toString(version),
                provenance.author().name(),
                provenance.author().email(),
                provenance.time().toString(),
                provenance.message(),
                git == null ? "" : git.commit(),
                git == null ? "" : git.push(),
                reason);
    }

    static FailedPage of(PageId id, List<String> fields) {
        GitOrigin git = fields.get(5).isEmpty() ? null : new GitOrigin(fields.get(5), fields.get(6));
        Provenance provenance = new Provenance(
                new Person(fields.get(1), fields.get(2)), Instant.parse(fields.get(3)), fields.get(4), git);
        return new FailedPage(id, Long.parseLong(fields.get(0)), provenance, fields.get(7));
    }
}
