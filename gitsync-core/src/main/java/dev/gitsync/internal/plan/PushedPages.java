package dev.gitsync.internal.plan;

import dev.gitsync.format.PageFormat;
import dev.gitsync.internal.identity.PageFile;
import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.proposal.ConflictMarkers;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads every page file that a push adds or changes, once, and keeps what the planner needs to know of it. */
final class PushedPages {
    private final PageFiles files;
    private final PushedTree pushed;
    private final WorkBudget budget;
    private final List<AddedPage> added = new ArrayList<>();
    private final List<PageFile> marked = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private PushedPages(PageFiles files, PushedTree pushed, WorkBudget budget) {
        this.files = files;
        this.pushed = pushed;
        this.budget = budget;
    }

    /** Reads the files; those at the paths in {@code replaced}, and those that belong to another page path now, count as added. */
    static PushedPages read(
            PageFiles files, PushedTree pushed, TreeChanges changes, Set<String> replaced, WorkBudget budget)
            throws IOException {
        PushedPages pages = new PushedPages(files, pushed, budget);
        SortedMap<String, TreeItem> come = new TreeMap<>(changes.addedFiles());
        SortedMap<String, TreeItem> edited = new TreeMap<>();
        for (TreeDelta delta : changes.changedFiles().values()) {
            SortedMap<String, TreeItem> kind = replaced.contains(delta.path()) ? come : edited;
            kind.put(delta.path(), Objects.requireNonNull(delta.after()));
        }
        changes.reassigned().forEach((file, moved) -> {
            edited.remove(file);
            come.put(file, moved.after());
        });
        for (Map.Entry<String, TreeItem> file : come.entrySet()) {
            pages.read(file.getKey(), file.getValue(), true);
        }
        for (Map.Entry<String, TreeItem> file : edited.entrySet()) {
            pages.read(file.getKey(), file.getValue(), false);
        }
        return pages;
    }

    private void read(String path, TreeItem item, boolean isAdded) throws IOException {
        if (!files.isPage(path)) {
            return;
        }
        budget.spend();
        PageFile file = new PageFile(pushed.pages().path(path), item.id());
        PageFormat.Reading reading = pushed.read(file.path(), file.blob());
        if (reading instanceof PageFormat.Reading.Recognized page) {
            if (isAdded) {
                added.add(new AddedPage(file, page.id()));
            }
            if (ConflictMarkers.isIn(page.text())) {
                marked.add(file);
            }
            if (mayBePointer(page.text()) && pushed.isPointer(path, file.blob())) {
                problems.add(
                        Paths.shown(path) + " is a pointer of Git LFS, but the text of a page must be in git."
                                + " Remove pages from the patterns in .gitattributes, run 'git add --renormalize .', and push again.");
            }
        } else if (reading instanceof PageFormat.Reading.Rejected rejected) {
            problems.add(problem(path, rejected));
        }
    }

    /** Returns a sentence for a file that can't be a page. */
    static String problem(String path, PageFormat.Reading.Rejected rejected) {
        return Paths.shown(path) + " " + rejected.reason();
    }

    /** Returns whether a text looks like a pointer, in a wiki that has Git LFS. */
    private boolean mayBePointer(String text) {
        return files.haveAttachments() && text.contains(LfsPointer.PART);
    }

    /** Returns the pages at new paths and at those of replaced files. */
    List<AddedPage> added() {
        return added;
    }

    /** Returns the files that hold conflict markers, in the order in which they were read. */
    List<PageFile> marked() {
        return marked;
    }

    /** Returns a sentence for each file that can't be a page. */
    List<String> problems() {
        return problems;
    }
}
