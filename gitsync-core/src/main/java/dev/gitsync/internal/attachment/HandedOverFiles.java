package dev.gitsync.internal.attachment;

import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.PlanMemory;
import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files whose path or page changed although no difference of the trees names them: those of folders that moved whole, and
 * those below a page that arrives, or that goes away while its folder stays. A folder that belongs to the same page as before, with
 * the same rest of the path, is not read, so that a page that moves with its folder costs nothing.
 */
final class HandedOverFiles {
    private final PageFiles files;
    private final SpaceIndex index;
    private final PlannedPages before;
    private final PlannedPages after;
    private final TreeEditor pushed;
    private final FolderMap folders;
    private final AttachmentFiles found;
    private final WorkBudget budget;
    private final Set<String> visited = new HashSet<>();
    private final Deque<Step> open = new ArrayDeque<>();

    HandedOverFiles(PageFiles files, AttachmentTask task, PlannedPages after, AttachmentFiles found) {
        this.files = files;
        this.index = task.index();
        this.before = PlannedPages.of(index);
        this.after = after;
        this.pushed = new TreeEditor(task.reader(), task.pushed());
        this.folders = new FolderMap(
                new TreeEditor(task.reader(), task.base()),
                pushed,
                task.changes().movedFolders());
        this.found = found;
        this.budget = task.budget();
    }

    /**
     * A folder to compare.
     *
     * @param path its path in the new tree
     * @param source its path in the old tree
     * @param subject the path in git whose change made it another page's
     */
    private record Step(String path, String source, String subject) {
        boolean isMoved() {
            return !path.equals(source);
        }
    }

    /** Adds the files to those that were found in the differences of the trees. */
    void find(AttachmentTask task) throws IOException {
        for (Map.Entry<String, String> moved : task.changes().movedFolders().entrySet()) {
            visit(new Step(moved.getKey(), moved.getValue(), moved.getKey() + "/"));
        }
        for (IndexedPage page : task.placed()) {
            @Nullable IndexedPage was = index.page(page.id()).orElse(null);
            if (was == null || !isAtSamePlace(was, page)) {
                arrive(page);
                leave(was);
            }
        }
        for (IndexedPage page : task.removed()) {
            leave(page);
        }
    }

    private static boolean isAtSamePlace(IndexedPage was, IndexedPage page) {
        return Objects.equals(was.place(), page.place()) && was.name().equals(page.name());
    }

    private void arrive(IndexedPage page) throws IOException {
        String path = after.path(page);
        Optional<String> source = folders.source(path);
        if (source.isPresent() && isFolder(path)) {
            visit(new Step(path, source.get(), files.fileOrFolder(path, page.form())));
        }
    }

    private void leave(@Nullable IndexedPage page) throws IOException {
        if (page != null) {
            String path = index.path(page);
            Optional<String> target = folders.target(path);
            boolean isLeft = target.isPresent()
                    && folders.source(target.get()).filter(path::equals).isPresent();
            if (isLeft) {
                visit(new Step(target.get(), path, files.fileOrFolder(path, page.form())));
            }
        }
    }

    private boolean isFolder(String path) throws IOException {
        return pushed.find(path).filter(TreeItem::isFolder).isPresent();
    }

    private void visit(Step start) throws IOException {
        open.add(start);
        while (!open.isEmpty()) {
            Step step = open.remove();
            if (!isSettled(step) && visited.add(step.path())) {
                read(step);
            }
        }
    }

    /** Returns whether the files of a folder belong to the same page as before, under the same names. */
    private boolean isSettled(Step step) throws IOException {
        boolean isHidden = PageFiles.isHidden(step.path());
        return isHidden == PageFiles.isHidden(step.source())
                && (isHidden || before.owner(step.source()).equals(after.owner(step.path())));
    }

    private void read(Step step) throws IOException {
        Map<String, TreeItem> items = pushed.items(step.path());
        budget.spend(1 + items.size());
        for (Map.Entry<String, TreeItem> entry : items.entrySet()) {
            String path = Paths.join(step.path(), entry.getKey());
            String source = Paths.join(step.source(), entry.getKey());
            TreeItem item = entry.getValue();
            if (item.isFolder()) {
                enter(step, path, source);
            } else if (step.isMoved()) {
                budget.chargeFiles(PlanMemory.ofFile(path.length()));
                found.addMoved(path, source, item);
            } else {
                found.addKept(path, item, step.subject());
            }
        }
    }

    private void enter(Step step, String path, String source) throws IOException {
        // A folder that is new here, or moved here, has files that are new or moved themselves.
        boolean isHere =
                step.isMoved() || folders.source(path).filter(path::equals).isPresent();
        if (isHere) {
            open.add(new Step(path, source, step.subject()));
        }
    }
}
