package dev.gitsync.internal.engine;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Revision;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Turns the changes of the wiki into commits: reads the feed after the cursor, batch by batch, until it ends, and makes one
 * commit a change. The refs move after each batch, so that a long first export that is broken off goes on where it
 * stopped.
 */
final class Puller {
    /** So many changes at a time. */
    private static final int BATCH = 500;
    /** From so many changes on, a pack is better than single files. */
    private static final int BULK = 20;

    private final PageStore store;
    private final RepositoryStore repositories;
    private final PageFiles files;

    Puller(PageStore store, RepositoryStore repositories, PageFiles files) {
        this.store = store;
        this.repositories = repositories;
        this.files = files;
    }

    /** Whether the wiki may have something that {@code main} has not; asks without a lease. */
    boolean isBehind(Space space, Repository repository) throws IOException {
        SpaceRefs refs = SpaceRefs.read(repository);
        Cursor cursor = Workspace.cursor(repository, refs, files);
        return refs.hasPending() || !store.changes(space, cursor, 1).changes().isEmpty();
    }

    /** Pulls all there is. */
    SyncReport pull(Space space, Repository repository, Fence fence) throws IOException {
        Tally tally = new Tally();
        SpaceRefs refs = SpaceRefs.read(repository);
        if (!refs.main().equals(refs.wiki())) {
            throw new RepositoryDamagedException("Somebody moved " + SpaceRefs.MAIN + " of space " + space.id() + " to "
                    + refs.main().name() + " without gitsync; move it back to "
                    + refs.wiki().name() + " and push the change instead");
        }
        Cursor cursor = Workspace.cursor(repository, refs, files);
        ChangeBatch batch;
        do {
            batch = store.changes(space, cursor, BATCH);
            if (!batch.changes().isEmpty()) {
                refs = replay(repository, refs, batch, fence, tally);
                cursor = batch.next();
            }
        } while (batch.more());
        return tally.changes == 0
                ? new SyncReport.UpToDate(space.id())
                : new SyncReport.Pulled(
                        space.id(), tally.changes, tally.commits, tally.written, tally.deleted, nameOf(refs.main()));
    }

    private SpaceRefs replay(Repository repository, SpaceRefs refs, ChangeBatch batch, Fence fence, Tally tally)
            throws IOException {
        try (Workspace work = Workspace.at(repository, refs, files, inserter(repository, batch))) {
            WikiReplay replay =
                    new WikiReplay(work.tree(), work.index(), new PageBlobs(work.reader(), work.inserter(), files));
            for (Change change : batch.changes()) {
                boolean isNew = replay.replay(change);
                boolean committed = isNew && work.commit(change.provenance(), defaultMessage(change));
                tally.add(change, isNew, committed);
            }
            work.index().cursor(batch.next());
            fence.stamp(work.index());
            work.save();
            return work.refs();
        }
    }

    private ObjectInserter inserter(Repository repository, ChangeBatch batch) {
        return batch.changes().size() >= BULK ? repositories.bulkInserter(repository) : repository.newObjectInserter();
    }

    private static String defaultMessage(Change change) {
        return change.match(
                revision -> "Edit " + revision.content().title().replaceAll("\\s+", " "), tombstone -> "Delete a page");
    }

    private static @Nullable String nameOf(ObjectId main) {
        return main.equals(ObjectId.zeroId()) ? null : main.name();
    }

    /** Counts for the report. */
    private static final class Tally {
        private long changes;
        private int commits;
        private int written;
        private int deleted;

        void add(Change change, boolean isNew, boolean committed) {
            changes++;
            if (isNew) {
                written += change instanceof Revision ? 1 : 0;
                deleted += change instanceof Revision ? 0 : 1;
            }
            commits += committed ? 1 : 0;
        }
    }
}
