package dev.gitsync.internal.pull;

import dev.gitsync.internal.attachment.AttachmentBlobs;
import dev.gitsync.internal.idlinks.IdLinks;
import dev.gitsync.internal.idlinks.WikiTexts;
import dev.gitsync.internal.index.FailedPage;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.CursorCache;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the changes of the wiki into commits: reads the feed after the cursor, batch by batch, until it ends. The refs move after
 * every few batches, and after 256 MiB of attachments, so that an interrupted first export resumes from there. A page or an
 * attachment that can't be imported keeps its last valid file, and is retried in each cycle.
 */
public final class Puller {
    private static final Logger LOG = LoggerFactory.getLogger(Puller.class);
    /**
     * The number of changes after which the refs move. Each move writes the index, in which each change of a large space touches a
     * different part, and adds a pack that lookups must search.
     */
    private static final int STRETCH = 2500;
    /** The maximum number of changes in a deletion or restoration that is one commit. */
    private static final int LONGEST_STRETCH = 40 * STRETCH;

    private final PageStore store;
    private final BatchReader batches;
    private final PageFiles files;
    private final Duration commitWindow;
    private final ProgressReporter reporter;
    private final CursorCache cursors;
    private final RestoreCheck restores;
    private final FailedPageRetries retries;

    public Puller(EngineParts parts, CursorCache cursors, RestoreCheck restores) {
        this.cursors = cursors;
        this.restores = restores;
        this.store = parts.store();
        this.batches = new BatchReader(store);
        this.files = parts.files();
        this.commitWindow = parts.settings().commitWindow();
        this.reporter = new ProgressReporter(parts.store(), parts.listener());
        this.retries = new FailedPageRetries(store, files, this::save);
    }

    /**
     * The result of a pull.
     *
     * @param refs the refs after it
     * @param isStoreBehind whether the store went back in time, or is a different store, so that the pull stopped reading
     */
    public record Pulled(PullStatistics statistics, SpaceRefs refs, boolean isStoreBehind) {}

    /** Pulls all changes into the wiki's line, and into {@code main} unless it was moved elsewhere. */
    public Pulled pull(CycleContext cycle, SpaceRefs from) throws IOException {
        PullStatistics statistics = new PullStatistics();
        SpaceRefs refs = from;
        Cursor cursor = cursors.at(cycle.repository(), refs);
        ChangeBatch batch;
        do {
            cycle.budget().doing("bringing the changes of the wiki into main");
            batch = batches.read(cycle.space(), cursor, cycle.budget(), 0);
            if (batch.isUnknown()) {
                return new Pulled(statistics, refs, true);
            }
            if (batch.changes().isEmpty() && restores.isBehind(cycle.space(), cycle.repository(), refs)) {
                return new Pulled(statistics, refs, true);
            }
            if (!batch.changes().isEmpty()) {
                Stretch stretch = replay(cycle, refs, batch, statistics);
                if (stretch.isStoreBehind()) {
                    return new Pulled(statistics, refs, true);
                }
                refs = stretch.refs();
                batch = stretch.last();
                cursor = batch.next();
                if (stretch.failure() != null) {
                    throw stretch.failure();
                }
            }
        } while (batch.more());
        if (!statistics.outdated().isEmpty()) {
            restores.recheck(refs.state(), statistics.outdated());
            if (restores.isBehind(cycle.space(), cycle.repository(), refs)) {
                return new Pulled(statistics, refs, true);
            }
        }
        return new Pulled(statistics, retries.retry(cycle, refs, statistics), false);
    }

    /**
     * Batches that were imported together.
     *
     * @param failure the failure that prevented the next batch from being read, if any
     * @param isStoreBehind whether the store went back in time, so that the batches were not imported
     */
    private record Stretch(
            SpaceRefs refs, ChangeBatch last, @Nullable RuntimeException failure, boolean isStoreBehind) {}

    private Stretch replay(CycleContext cycle, SpaceRefs refs, ChangeBatch first, PullStatistics statistics)
            throws IOException {
        Map<Change, String> bad = new HashMap<>();
        while (true) {
            PullStatistics more = new PullStatistics();
            try (Workspace work = Workspace.at(cycle.repository(), refs, files.in(cycle.space()), cycle.budget())) {
                if (restores.isBehind(cycle.space(), work)) {
                    return new Stretch(refs, first, null, true);
                }
                Replayed replayed = replay(cycle.space(), work, first, bad, statistics.changes(), more);
                List<Change> last = replayed.last().changes();
                PageId newest = last.get(last.size() - 1).id();
                work.index().head().cursor(replayed.last().next(), newest);
                cycle.fence().stamp(work.index());
                save(work);
                if (replayed.contents() != null) {
                    replayed.contents().reportWritten();
                }
                statistics.add(more);
                return new Stretch(work.refs(), replayed.last(), replayed.failure(), false);
            } catch (PageFailedException e) {
                LOG.warn(
                        "Space {}: {} could not be imported at version {}: {}",
                        cycle.space().id(),
                        e.change().id(),
                        e.change().version(),
                        e.reason());
                bad.put(e.change(), e.reason());
            }
        }
    }

    private record Replayed(
            ChangeBatch last,
            @Nullable AttachmentBlobs contents,
            @Nullable RuntimeException failure) {}

    /** Imports {@code first} and the batches after it, as far as they can be read. */
    private Replayed replay(
            Space space,
            Workspace work,
            ChangeBatch first,
            Map<Change, String> bad,
            long before,
            PullStatistics statistics)
            throws IOException, PageFailedException {
        @Nullable AttachmentBlobs contents = AttachmentBlobs.of(store, space, work.attachmentTarget());
        IdLinks links = IdLinks.of(new WikiTexts(store, space), work);
        WikiReplay replay = new WikiReplay(work, contents, links);
        CommitSeries commits = new CommitSeries(work, commitWindow, CommitSeries.Preparation.of(contents, links));
        ChangeBatch batch = first;
        replay(work, replay, commits, batch, bad, statistics);
        @Nullable RuntimeException failure = null;
        while (batch.more()) {
            reporter.report(space, before + statistics.changes(), batch);
            if (isStretchOver(replay, work, statistics)) {
                break;
            }
            try {
                batch = batches.read(space, batch.next(), work.budget(), statistics.bytes());
            } catch (RuntimeException e) {
                if (replay.hasPagesBelowDeleted()) {
                    throw e;
                }
                failure = e; // save what was read first
                break;
            }
            replay(work, replay, commits, batch, bad, statistics);
        }
        replay.finishStep();
        commits.end();
        statistics.addCommits(commits.commits());
        return new Replayed(batch, contents, failure);
    }

    /**
     * Returns whether the stretch is over. A deletion is not split unless it is too long: pages would move just before they are
     * deleted.
     */
    private static boolean isStretchOver(WikiReplay replay, Workspace work, PullStatistics statistics) {
        boolean isSpent = work.budget().isSpent() || statistics.bytes() >= BatchReader.MOST_BYTES;
        if (statistics.changes() < STRETCH && !isSpent) {
            return false;
        }
        boolean isInStep = replay.hasPagesBelowDeleted() || (replay.kind().isOfMany() && !isSpent);
        return !isInStep || statistics.changes() >= LONGEST_STRETCH;
    }

    private void replay(
            Workspace work,
            WikiReplay replay,
            CommitSeries commits,
            ChangeBatch batch,
            Map<Change, String> bad,
            PullStatistics statistics)
            throws IOException, PageFailedException {
        work.budget().charge(batch.changes().size());
        for (Change change : batch.changes()) {
            @Nullable String reason = bad.get(change);
            if (reason == null && !bad.isEmpty()) {
                reason = replay.tryOut(change);
            }
            if (reason != null) {
                work.index().putFailed(new FailedPage(change.id(), change.version(), change.provenance(), reason));
                statistics.read();
                continue;
            }
            commits.before(change, replay.begin(change));
            boolean isNew = replay.replayOrFail(change);
            if (isNew) {
                work.index().removeFailed(change.id());
                commits.add(change, replay.kind(), replay.isOfAttachment(change));
                work.budget().chargeBytes(BatchReader.bytes(change));
            } else if (change.version()
                    < RestoreCheck.version(work.index(), change.id()).orElse(0)) {
                statistics.addOutdated(change.id());
            }
            statistics.add(change, isNew);
        }
    }

    private void save(Workspace work) throws IOException {
        work.save();
        cursors.saved(work);
        restores.saved(work.refs().state());
    }
}
