package dev.gitsync.internal.engine;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises a repository that has lost {@code refs/gitsync/wiki}, for example because it was restored from a clone, which has
 * {@code main} alone. Without the ref, {@code main} looks like work that the wiki has never seen: its files would be deleted
 * where an index says that the wiki has the pages elsewhere, and every page would be created a second time where there is none.
 *
 * <p>The line of the wiki is {@code main} if there is an index, because only a wiki that was pulled has one; or if the pages of
 * {@code main} are those of the wiki at some place of its feed. Any other {@code main} is new to the wiki.
 */
final class LostLine {
    private static final Logger LOG = LoggerFactory.getLogger(LostLine.class);

    private final PageStore store;
    private final PageFiles files;
    private final Rebuilder rebuilder;

    LostLine(EngineParts parts, Rebuilder rebuilder) {
        this.store = parts.store();
        this.files = parts.files();
        this.rebuilder = rebuilder;
    }

    /** Puts the line of the wiki back to {@code main} if it is lost; answers where the refs stand. */
    SpaceRefs restore(Space space, Repository repository, SpaceRefs refs, Fence fence) throws IOException {
        if (!isZero(refs.wiki()) || isZero(refs.main())) {
            return refs;
        }
        SpaceRefs line = new SpaceRefs(refs.main(), refs.main(), refs.state(), refs.pending());
        try (Workspace work = Workspace.at(repository, line, files)) {
            boolean hasIndex = !isZero(refs.state());
            if (!hasIndex && !isOfWiki(space, work, fence)) {
                return refs;
            }
            LOG.warn("Space {}: refs/gitsync/wiki is lost; main is taken for what the wiki was", space.id());
            fence.check();
            refs.move(repository, new SpaceRefs(refs.main(), refs.main(), ObjectId.zeroId(), refs.pending()));
            rebuilder.rebuild(space, repository, fence, hasIndex ? work.index() : null);
            return SpaceRefs.read(repository);
        } catch (MissingObjectException | IncorrectObjectTypeException | CorruptObjectException e) {
            LOG.debug("Space {}: main is damaged, which is for the reconciler", space.id(), e);
            return SpaceRefs.read(repository);
        }
    }

    private boolean isOfWiki(Space space, Workspace work, Fence fence) throws IOException {
        fence.budget().doing("looking for main in the past of the wiki");
        return PulledPlace.exists(new PulledPlace.Feed(store, space, files), work, fence.budget());
    }

    private static boolean isZero(ObjectId id) {
        return id.equals(ObjectId.zeroId());
    }
}
