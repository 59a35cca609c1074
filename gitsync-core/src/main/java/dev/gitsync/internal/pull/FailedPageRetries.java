package dev.gitsync.internal.pull;

import dev.gitsync.internal.attachment.AttachmentBlobs;
import dev.gitsync.internal.idlinks.IdLinks;
import dev.gitsync.internal.idlinks.WikiTexts;
import dev.gitsync.internal.index.FailedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Page;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports pages and attachments again that could not be imported in an earlier cycle; what fails again keeps its last valid file.
 */
final class FailedPageRetries {
    private static final Logger LOG = LoggerFactory.getLogger(FailedPageRetries.class);
    /** The number of failed pages that one cycle retries. */
    private static final int RETRIES = 100;

    private final PageStore store;
    private final PageFiles files;
    private final Saver saver;

    FailedPageRetries(PageStore store, PageFiles files, Saver saver) {
        this.store = store;
        this.files = files;
        this.saver = saver;
    }

    /** Saves the index and moves the refs. */
    interface Saver {
        void save(Workspace work) throws IOException;
    }

    /** Imports the failed pages and attachments again, up to 100 in one cycle, and returns the refs afterwards. */
    SpaceRefs retry(CycleContext cycle, SpaceRefs refs, PullStatistics statistics) throws IOException {
        List<FailedPage> failed;
        try (Workspace work = Workspace.at(cycle.repository(), refs, files)) {
            failed = work.index().failed();
        }
        SpaceRefs now = refs;
        for (FailedPage page : failed.subList(0, Math.min(RETRIES, failed.size()))) {
            cycle.budget().check();
            now = retry(cycle, now, page, statistics);
        }
        if (!failed.isEmpty()) {
            try (Workspace work = Workspace.at(cycle.repository(), now, files)) {
                statistics.failed(work.index().failed());
            }
        }
        return now;
    }

    /** Returns the current state of a page or an attachment as a change, or empty if it was deleted. */
    private Optional<Change> current(Space space, FailedPage failed) {
        Optional<Page> page = store.page(space, failed.id());
        if (page.isPresent()) {
            return page.map(found -> new Revision(failed.id(), found.version(), found.content(), failed.provenance()));
        }
        return store.attachments()
                .flatMap(attachments -> attachments.attachment(space, failed.id()))
                .map(found ->
                        new AttachmentRevision(failed.id(), found.version(), found.content(), failed.provenance()));
    }

    private SpaceRefs retry(CycleContext cycle, SpaceRefs refs, FailedPage failed, PullStatistics statistics)
            throws IOException {
        Optional<Change> change = current(cycle.space(), failed);
        try (Workspace work = Workspace.at(cycle.repository(), refs, files)) {
            SpaceIndex index = work.index();
            @Nullable AttachmentBlobs contents = AttachmentBlobs.of(store, cycle.space(), work.attachmentTarget());
            index.removeFailed(failed.id());
            if (change.isPresent()) {
                IdLinks links = IdLinks.of(new WikiTexts(store, cycle.space()), work);
                CommitSeries commits =
                        new CommitSeries(work, Duration.ZERO, CommitSeries.Preparation.of(contents, links));
                WikiReplay replay = new WikiReplay(work, contents, links);
                if (replay.replayOrFail(change.get())) {
                    commits.add(change.get(), ReplayStep.Kind.EDIT, change.get() instanceof AttachmentRevision);
                    commits.end();
                    statistics.add(change.get(), true);
                    statistics.addCommits(commits.commits());
                }
            }
            cycle.fence().stamp(index);
            saver.save(work);
            if (contents != null) {
                contents.reportWritten();
            }
            return work.refs();
        } catch (PageFailedException e) {
            LOG.debug(
                    "Space {}: {} still could not be imported: {}",
                    cycle.space().id(),
                    failed.id(),
                    e.reason());
            return refs;
        }
    }
}
