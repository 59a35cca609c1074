package dev.gitsync.internal.inspect;

import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.internal.idlinks.SpaceState;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.PageId;
import dev.gitsync.report.VerifyReport.Difference.Kind;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Converts the links of pages, and compares those by id with the index. */
final class IdLinkCheck {
    private final Workspace work;
    private final Findings findings;

    IdLinkCheck(Workspace work, Findings findings) {
        this.work = work;
        this.findings = findings;
    }

    /** Returns the text of the file of a page. */
    String fileText(IndexedPage page, String text) throws IOException {
        Optional<LinkCodec> codec = work.files().links().codec();
        if (codec.isEmpty()) {
            return text;
        }
        String file = work.filePath(page);
        String converted = codec.get().toFile(file, text, new SpaceState(work.index(), work.tree(), work.files()));
        Set<PageId> targets = codec.get().targets(file, text, converted).ids();
        if (!targets.equals(work.index().idLinks().targets(page.id()))) {
            findings.add(
                    Kind.INDEX_DIFFERS, page.id().value(), "links to other pages in the wiki than the index knows");
        }
        return converted;
    }
}
