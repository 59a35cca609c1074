package dev.gitsync.internal.cycle;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.commit.CommitAttempt;
import dev.gitsync.internal.commit.CommitOutcome;
import dev.gitsync.internal.commit.CommitPipeline;
import dev.gitsync.internal.commit.PushStages;
import dev.gitsync.internal.commit.PushTarget;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.state.ConcurrentUpdateException;
import dev.gitsync.internal.state.CursorCache;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.work.BudgetSpentException;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushInterceptor.Context.Cause;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the pages of a space to other names of folder pages when its setting changes:
 *
 * <ol>
 *   <li>The index records the new names. From then on they are in force, and the index, which knows the form of each page, says which
 *       pages are still to be changed.
 *   <li>These are changed by plans of up to {@value #BATCH} entries of folders, or of one folder, as a push of the same tree would. Each page
 *       stays with its file. A plan commits like that of a push; no commit is made in git.
 *   <li>When the budget of the cycle is spent, the next cycle continues (law 13).
 *   <li>A folder that can't be changed, because names would collide or the wiki refuses it, stays as it is; {@code verify} names it.
 * </ol>
 */
final class FolderPageChange {
    private static final Logger LOG = LoggerFactory.getLogger(FolderPageChange.class);
    private static final int BATCH = 500;
    private static final int FIRST_BATCH = 50;
    private static final int MOST_TOO_LARGE = 1_000;

    private final PageFiles files;
    private final CommitPipeline pipeline;
    private final CursorCache cursors;
    private final RestoreCheck restores;
    private final String user;
    /** Folders that a whole cycle could not change, so that the others are not kept waiting. */
    private final Set<String> tooLarge = ConcurrentHashMap.newKeySet();

    FolderPageChange(EngineParts parts, CommitPipeline pipeline, CursorCache cursors, RestoreCheck restores) {
        this.files = parts.files();
        this.user = parts.settings().serviceUser();
        this.pipeline = pipeline;
        this.cursors = cursors;
        this.restores = restores;
    }

    /** Returns the refs afterwards. The space must be caught up, and {@code main} be the wiki. */
    SpaceRefs run(CycleContext cycle, SpaceRefs from) throws IOException {
        if (isDone(cycle, from)) {
            return from;
        }
        cycle.budget().doing("changing which files are the pages of their folders");
        SpaceRefs refs = begin(cycle, from);
        Progress progress = new Progress(FolderPageFiles.in(cycle, refs, files));
        boolean isSpent = false;
        while (progress.hasNext() && !isSpent) {
            isSpent = !changeNext(cycle, refs, progress) || cycle.budget().isSpent();
            refs = SpaceRefs.read(cycle.repository());
        }
        if (progress.hasNext()) {
            LOG.info(
                    "Space {}: {} of {} files were brought to other names of folder pages; the next cycle continues",
                    cycle.space().id(),
                    progress.done(),
                    progress.all());
            return refs;
        }
        boolean isComplete = FolderPageFiles.in(cycle, refs, files).stream()
                .map(FolderPageFiles.Folder::path)
                .allMatch(progress.left::contains);
        return isComplete ? finish(cycle, refs) : refs;
    }

    /** Returns whether the pages of the space have the names of its setting. */
    boolean isDone(CycleContext cycle, SpaceRefs refs) throws IOException {
        return cursors.hasFolderPages(cycle.space(), cycle.repository(), refs);
    }

    private SpaceRefs begin(CycleContext cycle, SpaceRefs refs) throws IOException {
        try (Workspace work = Workspace.at(cycle.repository(), refs, files, cycle.budget())) {
            List<String> names = files.in(cycle.space()).folderPages();
            if (!work.index().head().folderPages().equals(names)) {
                LOG.info(
                        "Space {}: the names of folder pages are {} now",
                        cycle.space().id(),
                        names);
                work.index().head().changeFolderPages(names);
                save(cycle, work);
            }
            return work.refs();
        }
    }

    private SpaceRefs finish(CycleContext cycle, SpaceRefs refs) throws IOException {
        try (Workspace work = Workspace.at(cycle.repository(), refs, files, cycle.budget())) {
            work.index().head().folderPagesSettled();
            save(cycle, work);
            return work.refs();
        }
    }

    private void save(CycleContext cycle, Workspace work) throws IOException {
        work.index().links().clear();
        cycle.fence().stamp(work.index());
        work.save();
        cursors.saved(work);
        restores.saved(work.refs().state());
    }

    /** The files that are to be changed, those of one folder together. */
    private static final class Progress {
        private final List<FolderPageFiles.Folder> open;
        /** The folders that stay as they are. */
        private final Set<String> left = new HashSet<>();

        private int start;
        private int most = FIRST_BATCH;

        Progress(List<FolderPageFiles.Folder> open) {
            this.open = open;
        }

        boolean isAtStart() {
            return start == 0;
        }

        boolean hasNext() {
            return start < open.size();
        }

        int done() {
            return start;
        }

        int all() {
            return open.size();
        }

        List<FolderPageFiles.Folder> next() {
            int end = start + 1;
            long entries = open.get(start).entries();
            while (end < open.size() && entries + open.get(end).entries() <= most) {
                entries += open.get(end).entries();
                end++;
            }
            return open.subList(start, end);
        }

        void leave(FolderPageFiles.Folder folder) {
            left.add(folder.path());
            start++;
        }

        void succeeded(int folders) {
            start += folders;
            most = Math.min(BATCH, 2 * most);
        }

        /** Makes the next batch smaller; returns whether that is possible. */
        boolean shrink(List<FolderPageFiles.Folder> batch) {
            most = (int) Math.min(
                    Integer.MAX_VALUE,
                    batch.stream()
                            .limit(batch.size() / 2)
                            .mapToLong(FolderPageFiles.Folder::entries)
                            .sum());
            return batch.size() > 1;
        }
    }

    /** Changes a batch, or makes the next one smaller; returns whether the budget was enough. */
    private boolean changeNext(CycleContext cycle, SpaceRefs refs, Progress progress) throws IOException {
        List<FolderPageFiles.Folder> batch = progress.next();
        String first = cycle.space().id() + "/" + batch.get(0).path();
        if (tooLarge.contains(first)) {
            progress.leave(batch.get(0));
            return true;
        }
        Optional<String> problem;
        try {
            problem = change(cycle, refs, batch);
        } catch (BudgetSpentException e) {
            if (progress.isAtStart() && batch.size() == 1 && tooLarge.size() < MOST_TOO_LARGE) {
                tooLarge.add(first);
                LOG.warn(
                        "Space {}: the folder {} is too large to be changed",
                        cycle.space().id(),
                        first);
            }
            return false;
        }
        if (problem.isEmpty()) {
            progress.succeeded(batch.size());
        } else if (!progress.shrink(batch)) {
            LOG.warn(
                    "Space {}: the folder {} keeps the page that it has: {}",
                    cycle.space().id(),
                    Paths.shown(batch.get(0).path()),
                    problem.get());
            progress.leave(batch.get(0));
        }
        return true;
    }

    /** Returns why the folders can't be changed, or empty if they were. */
    private Optional<String> change(CycleContext cycle, SpaceRefs refs, List<FolderPageFiles.Folder> batch)
            throws IOException {
        List<String> changed =
                batch.stream().flatMap(folder -> folder.files().stream()).collect(Collectors.toList());
        Set<PageId> notInTrash = new HashSet<>();
        while (true) {
            CommitOutcome outcome;
            try (CommitAttempt attempt = pipeline.attempt(cycle, refs, notInTrash)) {
                PushStages.Origin origin = new PushStages.Origin(cycle.space(), user, Cause.MOVED_MAIN);
                PushTarget.Planned planned = attempt.reassign(changed);
                attempt.work().index().links().clear();
                outcome = pipeline.committer().commit(attempt.order(planned, origin));
            } catch (ProposalException e) {
                return Optional.of(String.join(" ", e.shownProblems()));
            } finally {
                cycle.budget().releaseAll();
            }
            if (outcome instanceof CommitOutcome.Committed) {
                return Optional.empty();
            }
            if (outcome instanceof CommitOutcome.RefusedByWiki refused) {
                return Optional.of(refused.reason());
            }
            if (!(outcome instanceof CommitOutcome.Overtaken overtaken) || !notInTrash.addAll(overtaken.notInTrash())) {
                throw failure(cycle.space(), outcome);
            }
        }
    }

    private static RuntimeException failure(Space space, CommitOutcome outcome) {
        return outcome instanceof CommitOutcome.PartlyWritten
                ? new StoreException(
                        "The wiki of space " + space.id() + " could write only a part of the pages of its folders")
                : new ConcurrentUpdateException("The wiki of space " + space.id()
                        + " changed while the names of its folder pages were; the next cycle continues");
    }
}
