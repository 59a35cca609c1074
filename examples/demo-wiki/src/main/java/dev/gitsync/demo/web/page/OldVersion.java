package dev.gitsync.demo.web.page;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Revision;

/** A page as it was once. */
record OldVersion(long version, PageContent content, Provenance provenance) {
    static OldVersion of(Revision revision) {
        return new OldVersion(revision.version(), revision.content(), revision.provenance());
    }

    String text() {
        return content.text() == null ? "" : content.text();
    }
}
