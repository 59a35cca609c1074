package dev.gitsync.internal.inspect;

import dev.gitsync.internal.index.FailedPage;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.report.VerifyReport.Difference.Kind;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * Verifies that {@code main} equals the wiki, in three directions: each live page must be in the index and its file must
 * equal its rendering; each page of the index must be live; each page file of {@code main} must belong to a page, and no
 * two entries of a folder may have names that count as equal ({@link FilesCheck}). The same holds for attachments ({@link
 * AttachmentCheck}). All other files must be those of the tree for which the index was written ({@link OtherFiles}).
 */
public final class Verifier {
    private static final int BATCH = 500;

    private final PageStore store;
    private final PageFiles files;

    public Verifier(PageStore store, PageFiles files) {
        this.store = store;
        this.files = files;
    }

    /** Compares everything. The space must be caught up, and the caller must hold its lease. */
    public VerifyReport verify(Space space, SpaceRepository repository, WorkBudget budget) throws IOException {
        SpaceRefs refs = SpaceRefs.read(repository);
        budget.doing("comparing every page with main");
        Findings findings = new Findings();
        Set<PageId> failed = new HashSet<>();
        if (!refs.main().equals(refs.wiki())) {
            findings.add(
                    Kind.REFS_DIFFER,
                    SpaceRefs.MAIN,
                    "stands at " + refs.main().name() + ", but the wiki at "
                            + refs.wiki().name());
        }
        try (Workspace work = Workspace.at(repository, refs, files, budget)) {
            OtherFiles others = new OtherFiles(files, work);
            others.compare(SpaceRefs.WIKI, refs.wiki(), findings);
            if (!refs.main().equals(refs.wiki())) {
                others.compare(SpaceRefs.MAIN, refs.main(), findings);
            }
            for (FailedPage page : work.index().failed()) {
                failed.add(page.id());
                findings.add(
                        Kind.PAGE_FAILED,
                        page.id().value(),
                        "can't be imported into main at version " + page.version() + ": " + page.reason());
            }
            Set<PageId> live = checkPages(space, work, failed, findings);
            work.index().forEach(page -> {
                if (!live.contains(page.id())) {
                    findings.add(Kind.PAGE_NOT_IN_WIKI, page.id().value(), "is in the index, but not live in the wiki");
                }
            });
            if (store.attachments().isPresent()) {
                new AttachmentCheck(store.attachments().get(), work, findings).run(space, failed);
            }
            FilesCheck checked = new FilesCheck(work, findings);
            checked.run();
            return new VerifyReport.Verified(
                    space.id(), live.size(), checked.pageFiles(), checked.otherFiles(), findings.list());
        }
    }

    private Set<PageId> checkPages(Space space, Workspace work, Set<PageId> failed, Findings findings)
            throws IOException {
        Set<PageId> live = new HashSet<>();
        List<Page> batch = store.pages(space, null, BATCH);
        while (!batch.isEmpty()) {
            for (Page page : batch) {
                work.budget().spend();
                live.add(page.id());
                if (!failed.contains(page.id())) {
                    check(page, work, findings);
                }
            }
            batch = store.pages(space, batch.get(batch.size() - 1).id(), BATCH);
        }
        return live;
    }

    private void check(Page page, Workspace work, Findings findings) throws IOException {
        SpaceIndex index = work.index();
        Optional<IndexedPage> known = index.page(page.id());
        if (known.isEmpty()) {
            findings.add(Kind.PAGE_NOT_IN_INDEX, page.id().value(), "is live in the wiki, but not in the index");
            return;
        }
        IndexedPage indexed = known.get();
        PageContent content = page.content();
        if (indexed.version() != page.version()
                || !indexed.title().equals(content.title())
                || !Objects.equals(indexed.parent(), content.parent())
                || indexed.hasFile() != (content.text() != null)) {
            findings.add(
                    Kind.INDEX_DIFFERS,
                    page.id().value(),
                    "is known to the index at version " + indexed.version() + " below " + indexed.parent()
                            + ", but the wiki has version " + page.version() + " below " + content.parent());
        }
        if (index.colliding(indexed.place(), indexed.name())
                .filter(page.id()::equals)
                .isEmpty()) {
            findings.add(
                    Kind.INDEX_DIFFERS,
                    page.id().value(),
                    "has the name " + indexed.name() + " in the index, which another page there has too");
        }
        if (content.text() != null) {
            checkFile(work.filePath(indexed), indexed, content, work, findings);
        }
    }

    private void checkFile(String file, IndexedPage page, PageContent content, Workspace work, Findings findings)
            throws IOException {
        ObjectId found = work.tree()
                .find(file)
                .filter(TreeItem::isFile)
                .map(item -> item.id())
                .orElse(null);
        if (found == null) {
            findings.add(Kind.FILE_MISSING, file, "is the file of page " + page.id() + ", but main does not have it");
            return;
        }
        byte[] rendered;
        try {
            String text = new IdLinkCheck(work, findings).fileText(page, Objects.requireNonNull(content.text()));
            rendered = work.files().render(content.title(), text, page.name());
        } catch (RuntimeException | StackOverflowError e) {
            findings.add(
                    Kind.PAGE_FAILED,
                    page.id().value(),
                    "can't be rendered at version " + page.version() + ": "
                            + e.getClass().getSimpleName());
            return;
        }
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            ObjectId expected = formatter.idFor(Constants.OBJ_BLOB, rendered);
            if (!expected.equals(found)) {
                findings.add(
                        Kind.FILE_DIFFERS,
                        file,
                        "is blob " + found.name() + ", but page " + page.id() + " renders to " + expected.name());
            }
        }
    }
}
