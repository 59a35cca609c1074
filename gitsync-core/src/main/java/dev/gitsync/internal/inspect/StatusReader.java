package dev.gitsync.internal.inspect;

import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.PlanReport;
import dev.gitsync.report.PlanReport.Action;
import dev.gitsync.report.PlanReport.Step;
import dev.gitsync.report.SpaceStatus;
import dev.gitsync.report.SyncReport.PageFailure;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jgit.lib.ObjectId;

/** Reads the status of a space without changing anything. */
public final class StatusReader {
    private static final int BATCH = 500;
    private static final int MAX_STEPS = 1_000;
    private static final long MAX_COUNTED = 100_000;

    private final PageStore store;
    private final PageFiles files;

    public StatusReader(PageStore store, PageFiles files) {
        this.store = store;
        this.files = files;
    }

    /** Returns what the next cycle would do. */
    public PlanReport plan(Space space, SpaceRepository repository) throws IOException {
        SpaceRefs refs = SpaceRefs.read(repository);
        List<Step> steps = new ArrayList<>();
        long changes = 0;
        try (Workspace work = Workspace.at(repository, refs, files)) {
            Cursor cursor = work.index().head().cursor();
            ChangeBatch batch;
            do {
                batch = store.changes(space, cursor, BATCH);
                for (Change change : batch.changes()) {
                    Optional<Step> step = step(work, change);
                    if (step.isPresent()) {
                        changes++;
                        if (steps.size() < MAX_STEPS) {
                            steps.add(step.get());
                        }
                    }
                }
                cursor = batch.next();
            } while (batch.more() && changes < MAX_COUNTED);
        }
        return new PlanReport.Planned(
                space.id(), changes, steps, refs.hasPending(), !refs.main().equals(refs.wiki()));
    }

    /** Returns the effect of a wiki change on the files, unless git already has the change. */
    private Optional<Step> step(Workspace work, Change change) throws IOException {
        SpaceIndex index = work.index();
        OptionalLong known = RestoreCheck.version(index, change.id());
        Optional<String> path = path(work, change.id());
        if (known.isPresent() && path.isPresent() && change.version() <= known.getAsLong()) {
            return Optional.empty();
        }
        if (!(change instanceof Tombstone)) {
            return Optional.of(new Step(change.id(), path.isPresent() ? Action.WRITE : Action.ADD, path));
        }
        return path.isEmpty() ? Optional.empty() : Optional.of(new Step(change.id(), Action.DELETE, path));
    }

    private Optional<String> path(Workspace work, PageId id) throws IOException {
        SpaceIndex index = work.index();
        Optional<IndexedPage> page = index.page(id);
        if (page.isPresent()) {
            return Optional.of(
                    work.files().fileOrFolder(index.path(page.get()), page.get().form()));
        }
        Optional<IndexedAttachment> attachment = index.attachments().find(id);
        return attachment.isEmpty()
                ? Optional.empty()
                : Optional.of(index.attachments().path(attachment.get()));
    }

    /** Returns the status of the space. */
    public SpaceStatus status(
            Space space,
            SpaceRepository repository,
            boolean isBehind,
            Optional<Instant> waitingSince,
            Optional<SpaceLock.Attempt.Holder> holder,
            LastOutcomes outcomes)
            throws IOException {
        SpaceRefs refs = SpaceRefs.read(repository);
        try (Workspace work = Workspace.at(repository, refs, files)) {
            return new SpaceStatus(
                    space.id(),
                    refs.main().equals(ObjectId.zeroId()) ? null : refs.main().name(),
                    work.index().head().pages(),
                    isBehind,
                    waitingSince,
                    holder,
                    work.index().failed().stream()
                            .map(page -> new PageFailure(page.id(), page.version(), page.reason()))
                            .toList(),
                    outcomes.sync(space.id()),
                    outcomes.push(space.id()));
        }
    }
}
