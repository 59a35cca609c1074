package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import java.time.Instant;
import java.util.List;

/** Converts a {@link FailedPage} to the fields of a record and back. */
final class FailedPages {
    private FailedPages() {}

    static List<String> fields(FailedPage page) {
        Provenance provenance = page.provenance();
        GitOrigin git = provenance.git();
        return List.of(
                Long.toString(page.version()),
                provenance.author().name(),
                provenance.author().email(),
                provenance.time().toString(),
                provenance.message(),
                git == null ? "" : git.commit(),
                git == null ? "" : git.push(),
                page.reason());
    }

    static FailedPage page(PageId id, List<String> fields) {
        GitOrigin git = fields.get(5).isEmpty() ? null : new GitOrigin(fields.get(5), fields.get(6));
        Provenance provenance = new Provenance(
                new Person(fields.get(1), fields.get(2)), Instant.parse(fields.get(3)), fields.get(4), git);
        return new FailedPage(id, Long.parseLong(fields.get(0)), provenance, fields.get(7));
    }
}
