package dev.gitsync.internal.cycle;

import dev.gitsync.internal.pagelinks.LinkUpkeep;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.CursorCache;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import java.io.IOException;

/**
 * Completes the index of links of a space that had none, because the wiki did not read links before or the index was lost. Each stretch
 * is saved, so that a crash loses at most one. A cycle does up to {@value #MOST_STRETCHES}, and fewer if its budget is spent; the next one
 * continues.
 */
final class LinkIndexing {
    private static final int MOST_STRETCHES = 4;

    private final PageFiles files;
    private final CursorCache cursors;
    private final RestoreCheck restores;

    LinkIndexing(PageFiles files, CursorCache cursors, RestoreCheck restores) {
        this.files = files;
        this.cursors = cursors;
        this.restores = restores;
    }

    /** Returns the refs afterwards. The space must be caught up. */
    SpaceRefs run(CycleContext cycle, SpaceRefs from) throws IOException {
        SpaceRefs refs = from;
        for (int stretch = 0;
                stretch < MOST_STRETCHES
                        && !isDone(cycle, refs)
                        && !cycle.budget().isSpent();
                stretch++) {
            try (Workspace work = Workspace.at(cycle.repository(), refs, files, cycle.budget())) {
                LinkUpkeep.of(work.files(), work.budget()).continueWriting(work.state());
                cycle.fence().stamp(work.index());
                work.save();
                cursors.saved(work);
                restores.saved(work.refs().state());
                refs = work.refs();
            }
        }
        return refs;
    }

    /** Returns whether the index of links is complete, or the space has none. */
    boolean isDone(CycleContext cycle, SpaceRefs refs) throws IOException {
        return cursors.hasAllLinks(cycle.repository(), refs);
    }
}
