package dev.gitsync.internal.repair;

import dev.gitsync.internal.outline.FeedPositionSearch;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises a repository that has lost {@code refs/gitsync/wiki}, for example because it was restored from a clone, which has
 * {@code main} alone. Without the ref, {@code main} looks like work that the wiki has never seen: its files would be deleted
 * if an index has the pages elsewhere, and without an index every page would be created a second time.
 *
 * <p>The line of the wiki is the newest commit of {@code main} that has the tree that the index was written for, and {@code main}
 * if there is none. Without an index, it is the newest commit of {@code main} whose pages are those of the wiki at some position of
 * its feed, see {@link PulledCommit}. Later commits of {@code main} are merged as a push would be. A {@code main} with no
 * such commit is new to the wiki.
 */
public final class LostWikiRef {
    private static final Logger LOG = LoggerFactory.getLogger(LostWikiRef.class);

    private final PageStore store;
    private final PageFiles files;
    private final Rebuilder rebuilder;

    public LostWikiRef(EngineParts parts, Rebuilder rebuilder) {
        this.store = parts.store();
        this.files = parts.files();
        this.rebuilder = rebuilder;
    }

    /** Restores the wiki's line if the ref is lost, and returns the refs afterwards. */
    public SpaceRefs restore(CycleContext cycle, SpaceRefs refs) throws IOException {
        if (!isZero(refs.wiki()) || isZero(refs.main())) {
            return refs;
        }
        try {
            return isZero(refs.state()) ? withoutIndex(cycle, refs) : withIndex(cycle, refs);
        } catch (MissingObjectException | IncorrectObjectTypeException | CorruptObjectException e) {
            LOG.debug(
                    "Space {}: main is damaged; the reconciler handles it",
                    cycle.space().id(),
                    e);
            return SpaceRefs.read(cycle.repository());
        }
    }

    private SpaceRefs withoutIndex(CycleContext cycle, SpaceRefs refs) throws IOException {
        cycle.budget().doing("looking for main in the past of the wiki");
        Optional<ObjectId> line = Optional.empty();
        for (PageFiles named : files.possible(cycle.space())) {
            FeedPositionSearch.Feed feed = new FeedPositionSearch.Feed(store, cycle.space(), named);
            line = line.isPresent() ? line : PulledCommit.find(feed, cycle.repository(), refs, cycle.budget());
        }
        if (line.isEmpty()) {
            return refs;
        }
        move(cycle, refs, new SpaceRefs(refs.main(), line.get(), refs.state(), refs.pending()));
        rebuilder.rebuild(cycle, null);
        return SpaceRefs.read(cycle.repository());
    }

    private SpaceRefs withIndex(CycleContext cycle, SpaceRefs refs) throws IOException {
        SpaceRefs main = new SpaceRefs(refs.main(), refs.main(), refs.state(), refs.pending());
        try (Workspace work = Workspace.at(cycle.repository(), main, files)) {
            if (work.index().head().accepted() != null) {
                // The first push is accepted but not yet applied to the wiki, which has no line so far.
                return refs;
            }
            ObjectId tree = work.index().head().tree();
            Optional<ObjectId> line = commitOf(cycle, refs.main(), tree);
            if (line.isPresent()) {
                SpaceRefs next = new SpaceRefs(refs.main(), line.get(), refs.state(), refs.pending());
                move(cycle, refs, next);
                return next;
            }
            SpaceRefs next = new SpaceRefs(refs.main(), refs.main(), ObjectId.zeroId(), refs.pending());
            move(cycle, refs, next);
            rebuilder.rebuild(cycle, work.index());
            return SpaceRefs.read(cycle.repository());
        }
    }

    private static void move(CycleContext cycle, SpaceRefs refs, SpaceRefs next) throws IOException {
        LOG.warn(
                "Space {}: refs/gitsync/wiki is lost; using {} in its place",
                cycle.space().id(),
                next.wiki().name());
        cycle.fence().check();
        refs.move(cycle.repository(), next);
    }

    /** Returns the newest commit of {@code main} with this tree. */
    private static Optional<ObjectId> commitOf(CycleContext cycle, ObjectId main, ObjectId tree) throws IOException {
        try (RevWalk walk = new RevWalk(cycle.repository().git())) {
            walk.markStart(walk.parseCommit(main));
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                cycle.budget().spend();
                if (commit.getTree().equals(tree)) {
                    return Optional.of(commit.copy());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isZero(ObjectId id) {
        return id.equals(ObjectId.zeroId());
    }
}
