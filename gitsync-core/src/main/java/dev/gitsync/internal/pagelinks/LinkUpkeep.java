package dev.gitsync.internal.pagelinks;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.internal.index.LinkIndex;
import dev.gitsync.internal.index.LinkIndex.Progress;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index of links of a space up to date. An index that was never written, or that belongs to another tree than the state
 * before, begins anew, and is written in stretches. Without a {@link LinkReader}, there is none.
 */
public final class LinkUpkeep {
    private final @Nullable LinkReader reader;
    private final WorkBudget budget;

    private LinkUpkeep(@Nullable LinkReader reader, WorkBudget budget) {
        this.reader = reader;
        this.budget = budget;
    }

    /** Returns the upkeep for a wiki; its work is charged to {@code budget}, which does not end it. */
    public static LinkUpkeep of(PageFiles files, WorkBudget budget) {
        return new LinkUpkeep(files.links().reader().orElse(null), budget);
    }

    /** Returns whether an index must be brought to a tree. Without a reader, an index is cleared. */
    public boolean isNeeded(SpaceIndex index, ObjectId tree) {
        Progress progress = index.links().progress();
        if (reader == null && progress.isStarted()) {
            index.links().clear();
        }
        boolean isCurrent = progress.isStarted()
                && progress.tree().equals(tree)
                && index.moved().isEmpty();
        return reader != null && !isCurrent;
    }

    /** Brings the index of links of {@code after} from the state before to that after. */
    public void update(IndexedTree before, IndexedTree after) throws IOException {
        update(before, after, (reading, isChanged) -> {});
    }

    /** Does the same, and returns whether pages were left out. */
    boolean update(IndexedTree before, IndexedTree after, LinkUpdate.Listener listener) throws IOException {
        LinkIndex index = after.index().links();
        if (reader == null) {
            return false;
        }
        if (!index.progress().isStarted() || !index.progress().tree().equals(before.tree())) {
            index.clear();
            index.progress(Progress.start(after.tree()));
            return false;
        }
        return new LinkUpdate(before, after, reader, budget).run(listener);
    }

    /** Writes the next part of an index that is not complete, for its own tree. */
    public void continueWriting(IndexedTree state) throws IOException {
        if (reader != null && state.index().links().progress().isStarted()) {
            new LinkStretch(state, reader, budget).run();
        }
    }
}
