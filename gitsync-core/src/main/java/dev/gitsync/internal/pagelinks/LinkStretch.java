package dev.gitsync.internal.pagelinks;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.internal.index.LinkIndex;
import dev.gitsync.internal.index.LinkIndex.Progress;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Writes a part of the index of links of a space that has none: names first, then links, each in the order of files in git. */
final class LinkStretch {
    private static final int MOST_NAMES = 20_000;
    private static final int MOST_PAGES = 1_000;

    private final IndexedTree state;
    private final LinkIndex index;
    private final PageLinkReader pages;
    private final WorkBudget budget;

    LinkStretch(IndexedTree state, LinkReader reader, WorkBudget budget) {
        this.state = state;
        this.index = state.index().links();
        this.pages = new PageLinkReader(state, reader);
        this.budget = budget;
    }

    /** Writes the next part. The index must describe the tree of the state. */
    void run() throws IOException {
        Progress progress = index.progress();
        if (!progress.names().equals(Progress.END)) {
            index.progress(new Progress(progress.tree(), after(progress.names(), true), progress.links()));
        } else if (!progress.isComplete()) {
            index.progress(new Progress(progress.tree(), progress.names(), after(progress.links(), false)));
        }
    }

    /** Processes files after a position, and returns the position of the last one. */
    private String after(String position, boolean isForNames) throws IOException {
        if (state.tree().equals(ObjectId.zeroId())) {
            return Progress.END;
        }
        String last = position;
        int left = isForNames ? MOST_NAMES : MOST_PAGES;
        try (TreeWalk walk = new TreeWalk(state.reader())) {
            walk.addTree(state.tree());
            while (walk.next()) {
                String path = walk.getPathString();
                if (walk.isSubtree()) {
                    enter(walk, path, position, isForNames);
                } else if (Paths.BY_BYTES.compare(path, position) > 0) {
                    if (left == 0 || (budget.isSpent() && !last.equals(position))) {
                        return last;
                    }
                    left -= isForNames ? name(path) : page(walk, path);
                    last = path;
                }
            }
        }
        return Progress.END;
    }

    /** Enters a folder, unless all of it is before the position. */
    private void enter(TreeWalk walk, String path, String position, boolean isForNames) throws IOException {
        boolean isNew = Paths.BY_BYTES.compare(path + "/", position) > 0;
        if (isNew && isForNames) {
            index.addName(Paths.name(path), true, state.place(path));
        }
        if (isNew || position.startsWith(path + "/")) {
            walk.enterSubtree();
        }
    }

    private int name(String path) throws IOException {
        budget.charge(1);
        index.addName(Paths.name(path), false, state.place(path));
        return 1;
    }

    /** Reads the links of a file, and returns how many pages that were. */
    private int page(TreeWalk walk, String path) throws IOException {
        Optional<PageId> page = state.page(path, new TreeItem(walk.getFileMode(0), walk.getObjectId(0)));
        if (page.isEmpty()) {
            return 0;
        }
        budget.charge(1);
        PageReading reading = pages.read(page.get(), path);
        index.put(page.get(), reading.targets(), reading.names());
        return 1;
    }
}
