package dev.gitsync.internal.repair;

import dev.gitsync.internal.outline.PulledPlace;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.Fence;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises a repository that has lost {@code refs/gitsync/wiki}, for example because it was restored from a clone, which has
 * {@code main} alone. Without the ref, {@code main} looks like work that the wiki has never seen: its files would be deleted
 * where an index says that the wiki has the pages elsewhere, and every page would be created a second time where there is none.
 *
 * <p>The line of the wiki is the newest commit of {@code main} that has the tree that the index was written for, and {@code main}
 * if there is none. Without an index, it is the newest commit of {@code main} whose pages are those of the wiki at some place of
 * its feed, see {@link PulledCommit}. What {@code main} has beyond that commit is merged as a push would be. A {@code main} with no
 * such commit is new to the wiki.
 */
public final class LostLine {
    private static final Logger LOG = LoggerFactory.getLogger(LostLine.class);

    private final PageStore store;
    private final PageFiles files;
    private final Rebuilder rebuilder;

    public LostLine(EngineParts parts, Rebuilder rebuilder) {
        this.store = parts.store();
        this.files = parts.files();
        this.rebuilder = rebuilder;
    }

    /** Puts the line of the wiki back if it is lost; answers where the refs stand. */
    public SpaceRefs restore(Space space, Repository repository, SpaceRefs refs, Fence fence) throws IOException {
        if (!isZero(refs.wiki()) || isZero(refs.main())) {
            return refs;
        }
        try {
            return isZero(refs.state())
                    ? withoutIndex(space, repository, refs, fence)
                    : withIndex(space, repository, refs, fence);
        } catch (MissingObjectException | IncorrectObjectTypeException | CorruptObjectException e) {
            LOG.debug("Space {}: main is damaged, which is for the reconciler", space.id(), e);
            return SpaceRefs.read(repository);
        }
    }

    private SpaceRefs withoutIndex(Space space, Repository repository, SpaceRefs refs, Fence fence) throws IOException {
        fence.budget().doing("looking for main in the past of the wiki");
        PulledPlace.Feed feed = new PulledPlace.Feed(store, space, files);
        Optional<ObjectId> line = PulledCommit.find(feed, repository, refs, fence.budget());
        if (line.isEmpty()) {
            return refs;
        }
        move(space, repository, refs, new SpaceRefs(refs.main(), line.get(), refs.state(), refs.pending()), fence);
        rebuilder.rebuild(space, repository, fence, null);
        return SpaceRefs.read(repository);
    }

    private SpaceRefs withIndex(Space space, Repository repository, SpaceRefs refs, Fence fence) throws IOException {
        SpaceRefs main = new SpaceRefs(refs.main(), refs.main(), refs.state(), refs.pending());
        try (Workspace work = Workspace.at(repository, main, files)) {
            if (work.index().head().accepted() != null) {
                // The first push is accepted, and not yet in the wiki: it has no line so far.
                return refs;
            }
            ObjectId tree = work.index().head().tree();
            Optional<ObjectId> line = commitOf(repository, refs.main(), tree, fence);
            if (line.isPresent()) {
                SpaceRefs next = new SpaceRefs(refs.main(), line.get(), refs.state(), refs.pending());
                move(space, repository, refs, next, fence);
                return next;
            }
            SpaceRefs next = new SpaceRefs(refs.main(), refs.main(), ObjectId.zeroId(), refs.pending());
            move(space, repository, refs, next, fence);
            rebuilder.rebuild(space, repository, fence, work.index());
            return SpaceRefs.read(repository);
        }
    }

    private static void move(Space space, Repository repository, SpaceRefs refs, SpaceRefs next, Fence fence)
            throws IOException {
        LOG.warn(
                "Space {}: refs/gitsync/wiki is lost; {} is taken for what the wiki was",
                space.id(),
                next.wiki().name());
        fence.check();
        refs.move(repository, next);
    }

    /** The newest commit of {@code main} with this tree. */
    private static Optional<ObjectId> commitOf(Repository repository, ObjectId main, ObjectId tree, Fence fence)
            throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(main));
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                fence.budget().spend();
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
