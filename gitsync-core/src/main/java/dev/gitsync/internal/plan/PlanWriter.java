package dev.gitsync.internal.plan;

import dev.gitsync.format.PageFormat;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.PlanMemory;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.store.PageChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Writes the plan once the page at each path is known.
 */
final class PlanWriter {
    private final PlanRequest request;
    private final SpaceIndex index;
    private final PageFiles files;
    private final PushedTree pushed;
    private final OldPages oldPages;
    private final PageLayout layout;
    private final TreeEditor base;
    private final Subjects subjects;
    /** The pages to process by path, outer ones first. */
    private final Map<String, PageLayout.Identity> drafts = new TreeMap<>(Paths.OUTER_FIRST);

    /** The files with changed bytes, by the paths of their pages. */
    private final Map<String, TreeDelta> edited = new HashMap<>();

    private final Set<PageId> drafted = new HashSet<>();
    private final PlanSteps steps;
    private final List<IndexedPage> placed = new ArrayList<>();
    /** Those of {@link #placed} that had no place, or a different one. */
    private final List<IndexedPage> arrived = new ArrayList<>();

    private final List<PushedPage> receipt = new ArrayList<>();

    PlanWriter(PlanRequest request, PageFiles files, PushedTree pushed, OldPages oldPages, PageLayout layout) {
        this.request = request;
        this.index = request.index();
        this.files = files;
        this.pushed = pushed;
        this.oldPages = oldPages;
        this.layout = layout;
        this.base = new TreeEditor(request.reader(), request.base());
        this.subjects = new Subjects(files, base, pushed);
        this.steps = new PlanSteps(request);
    }

    /**
     * The effect of a push on pages.
     *
     * @param steps the changes to the wiki
     * @param placed the new index entry of each page that changed or moved
     * @param removed the old index entry of each page that is deleted
     * @param receipt a line for each page, by path
     */
    record PagePlan(PlanSteps steps, List<IndexedPage> placed, List<IndexedPage> removed, List<PushedPage> receipt) {}

    PagePlan write(TreeChanges tree, Collection<RemovedPage> gone) throws IOException, ProposalException {
        drafts.putAll(layout.identities());
        addChangedFiles(tree);
        new HandedOverPages(index, files, pushed, layout).addTo(drafts, tree);
        for (Map.Entry<String, PageLayout.Identity> draft : drafts.entrySet()) {
            request.budget().spend();
            drafted.add(draft.getValue().id());
            write(draft.getKey(), draft.getValue());
        }
        List<IndexedPage> removed = delete(tree, gone);
        receipt.sort(Comparator.comparing(PushedPage::path));
        return new PagePlan(steps, placed, removed, receipt);
    }

    private void addChangedFiles(TreeChanges tree) throws IOException {
        for (TreeDelta delta : tree.changedFiles().values()) {
            if (files.isPage(delta.path()) && !tree.reassigned().containsKey(delta.path())) {
                String path = pushed.pages().path(delta.path());
                Optional<IndexedPage> page = index.at(path);
                if (page.isPresent() && !drafts.containsKey(path)) {
                    drafts.put(path, PageLayout.Identity.live(page.get(), path));
                    edited.put(path, delta);
                }
            }
        }
    }

    private void write(String path, PageLayout.Identity page) throws IOException, ProposalException {
        PageId parent = layout.parent(path);
        ObjectId blob = pushedFile(path);
        Text text = textOf(path, blob, page);
        IndexedPage live = page.live();
        String subject = edited.containsKey(path)
                ? Objects.requireNonNull(edited.get(path)).path()
                : subjects.ofPage(path, blob, page);
        if (live == null) {
            PageContent content = new PageContent(parent, text.title(), text.text());
            IndexedPage now = indexed(page, parent, parent, path, text, 0);
            placed.add(now);
            arrived.add(now);
            if (page.deleted() == null) {
                steps.add(subject, text(content), by -> new PageChange.Create(page.id(), content, by));
                receive(path, now, PushedPage.Action.CREATED);
            } else {
                long version = page.deleted().version();
                steps.add(subject, text(content), by -> new PageChange.Restore(page.id(), version, content, by));
                receive(path, now, PushedPage.Action.RESTORED);
            }
        } else {
            update(path, page, live, parent, text, subject);
        }
    }

    private void update(
            String path, PageLayout.Identity page, IndexedPage live, @Nullable PageId parent, Text text, String subject)
            throws IOException {
        String oldPath = Objects.requireNonNull(page.oldPath());
        TreeDelta edit = edited.get(path);
        ObjectId oldFile = edit == null ? oldFile(oldPath, live) : id(edit.before());
        String oldText = oldFile == null ? null : oldText(oldPath, oldFile);
        boolean moved = !Objects.equals(parent, live.place());
        boolean textChanged = !Objects.equals(oldText, text.text());
        PageId wikiParent = moved ? parent : live.parent();
        if (moved || textChanged || !text.title().equals(live.title())) {
            PageContent content = new PageContent(wikiParent, text.title(), text.text());
            long bytes = text(content) + bytes(oldText);
            steps.add(subject, bytes, by -> new PageChange.Update(page.id(), live.version(), oldText, content, by));
        }
        IndexedPage now = indexed(page, wikiParent, parent, path, text, live.version());
        if (!now.equals(live) || textChanged) {
            placed.add(now);
            if (moved || !now.name().equals(live.name())) {
                arrived.add(now);
            }
            receive(path, now, action(pushedFile(path), oldFile));
        }
    }

    /** Returns the action for a file: changed bytes are new content, if only in the title line; otherwise only the place changed. */
    private static PushedPage.Action action(@Nullable ObjectId file, @Nullable ObjectId oldFile) {
        return Objects.equals(file, oldFile) ? PushedPage.Action.MOVED : PushedPage.Action.UPDATED;
    }

    private @Nullable ObjectId pushedFile(String path) throws IOException {
        TreeDelta edit = edited.get(path);
        return edit == null ? pushed.blob(path) : id(edit.after());
    }

    private PageForm pushedForm(String path) throws IOException {
        TreeDelta edit = edited.get(path);
        Optional<String> file = edit == null ? pushed.file(path) : Optional.of(edit.path());
        return file.isEmpty() ? PageForm.NONE : pushed.pages().form(file.get());
    }

    private List<IndexedPage> delete(TreeChanges tree, Collection<RemovedPage> gone) throws IOException {
        Map<String, IndexedPage> deleted =
                new DeletedSubtrees(request, this::isKept).find(tree.goneFolders(), gone, arrived);
        for (Map.Entry<String, IndexedPage> entry : deleted.entrySet()) {
            IndexedPage page = entry.getValue();
            String subject = subjects.ofDeleted(entry.getKey(), page);
            steps.delete(subject, by -> new PageChange.Delete(page.id(), page.version(), by));
            receive(entry.getKey(), page, PushedPage.Action.DELETED);
        }
        return List.copyOf(deleted.values());
    }

    private static long text(PageContent content) {
        return bytes(content.text());
    }

    private static long bytes(@Nullable String text) {
        return text == null ? 0 : PlanMemory.bytes(text);
    }

    private boolean isKept(IndexedPage page) {
        return layout.isClaimed(page.id()) || drafted.contains(page.id());
    }

    /** Returns the content of a page in the pushed tree: that of its file, or for a bare folder its name. */
    private Text textOf(String path, @Nullable ObjectId blob, PageLayout.Identity page)
            throws IOException, ProposalException {
        if (blob != null) {
            PageFormat.Reading reading = pushed.read(path, blob);
            if (reading instanceof PageFormat.Reading.Recognized read) {
                return new Text(read.title(), read.text());
            }
            // The file was read before, unless it moved within its folder, whose name may give it another title.
            String file = files.fileOrFolder(path, pushedForm(path));
            throw new ProposalException(List.of(PushedPages.problem(file, (PageFormat.Reading.Rejected) reading)));
        }
        IndexedPage live = page.live();
        IndexedPage before = live == null ? trashed(page) : live;
        boolean keepsName = before != null && before.name().equals(Paths.name(path));
        String title =
                before != null && keepsName ? before.title() : files.naming().titleOf(Paths.name(path));
        return new Text(title, null);
    }

    private @Nullable ObjectId oldFile(String oldPath, IndexedPage live) throws IOException {
        Optional<TreeItem> file = live.hasFile() ? base.find(files.file(oldPath, live.form())) : Optional.empty();
        return file.map(TreeItem::id).orElse(null);
    }

    private static @Nullable ObjectId id(@Nullable TreeItem file) {
        return file == null ? null : file.id();
    }

    private @Nullable String oldText(String oldPath, ObjectId oldFile) throws IOException {
        return oldPages.read(oldPath, oldFile) instanceof PageFormat.Reading.Recognized page ? page.text() : null;
    }

    private IndexedPage indexed(
            PageLayout.Identity page,
            @Nullable PageId parent,
            @Nullable PageId place,
            String path,
            Text text,
            long version)
            throws IOException {
        String name = Paths.name(path);
        IndexedPage before = page.live() == null ? trashed(page) : page.live();
        boolean isChosen = before == null || before.chosen() || !before.name().equals(name);
        return new IndexedPage(page.id(), parent, place, name, text.title(), version, pushedForm(path), isChosen);
    }

    private static @Nullable IndexedPage trashed(PageLayout.Identity page) {
        return page.deleted() == null ? null : page.deleted().page();
    }

    private void receive(String path, IndexedPage page, PushedPage.Action action) {
        receipt.add(new PushedPage(page.id(), action, files.fileOrFolder(path, page.form())));
    }

    /** A title and a text, or no text for a folder page. */
    private record Text(String title, @Nullable String text) {}
}
