package dev.gitsync.internal.state;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a push atomic where pages and refs can't change in one transaction (see {@code PushCommitter}):
 *
 * <ol>
 *   <li>Before the wiki applies the plan, {@code refs/gitsync/pending} is set to a {@link PendingPush}.
 *   <li>The wiki applies and commits the plan.
 *   <li>The refs move to the pushed commit and the new index, and the entry is removed, in one batch.
 * </ol>
 *
 * If the process dies in between, or the wiki's response is lost, the next holder of the lease searches the feed for the
 * push. If the feed contains it, step 3 is done; otherwise the entry is removed, and nothing has changed.
 *
 * <p>Step 3 is done only while the refs are those on which the plan was made. Another process that also assumes that it holds
 * the lease may have read them before step 1 and moved them after it; then the entry is removed, and what the wiki applied of the
 * push is pulled as edits of the wiki, on top of the other process's changes.
 */
public final class PushJournal {
    private static final Logger LOG = LoggerFactory.getLogger(PushJournal.class);

    private final PageStore store;
    private final PageFiles files;

    public PushJournal(PageStore store, PageFiles files) {
        this.store = store;
        this.files = files;
    }

    /**
     * An entry of the journal.
     *
     * @param id the commit to which the ref was set
     * @param work the index as it is in {@code push}
     */
    public record Entry(PendingPush push, ObjectId id, Workspace work) {}

    /** Performs step 1. The index of {@code work} is that of the plan afterwards. */
    public Entry begin(SpaceRepository repository, Workspace work, ObjectId pushed, PushPlan plan) throws IOException {
        new PlannedIndex(work, plan).apply(work.index(), expectedVersions(plan));
        PendingPush push = new PendingPush(
                pushed,
                work.refs().withPending(ObjectId.zeroId()),
                work.index().write(work.inserter()),
                plan.changes().stream().map(PageChange::id).collect(Collectors.toUnmodifiableSet()));
        ObjectId inserted = push.insert(work);
        work.announce(inserted);
        Entry entry = new Entry(push, inserted, work);
        if (!push.isOn(SpaceRefs.read(repository))) {
            drop(repository, entry);
            throw new ConcurrentUpdateException(
                    "The refs were moved before the push of " + pushed.name() + " was announced");
        }
        return entry;
    }

    /**
     * Performs step 3, and returns whether the push is in {@code main} now. It is not if another process, which also assumed that it held
     * the lease, removed the entry before the wiki applied the plan, or moved the refs; then the pages are pulled as edits of the
     * wiki.
     */
    public boolean finish(CycleContext cycle, Entry entry, ApplyResult.Applied applied) throws IOException {
        SpaceRefs refs = SpaceRefs.read(cycle.repository());
        if (!refs.pending().equals(entry.id())) {
            return refs.main().equals(entry.push().pushed());
        }
        if (!entry.push().isOn(refs)) {
            refs.move(cycle.repository(), refs.withPending(ObjectId.zeroId()));
            return false;
        }
        finish(entry.work(), cycle.fence(), entry.push().pushed(), applied.versions(), applied);
        return true;
    }

    /** Moves only the refs and the index, for a push that changes no page and no attachment of the wiki. */
    public void finishWithoutChanges(Workspace work, Fence fence, ObjectId pushed, PushPlan plan) throws IOException {
        new PlannedIndex(work, plan).apply(work.index(), Map.of());
        finish(work, fence, pushed, Map.of(), null);
    }

    /** Moves the refs and the index within the transaction in which the wiki has applied the plan. */
    public static void finishTogether(
            Workspace work, Fence fence, ObjectId pushed, PushPlan plan, ApplyResult.Applied applied)
            throws IOException {
        new PlannedIndex(work, plan).apply(work.index(), applied.versions());
        finish(work, fence, pushed, Map.of(), applied);
    }

    /** Removes the entry, if it still exists, after the wiki refused the plan: nothing has changed. */
    public void drop(SpaceRepository repository, Entry entry) throws IOException {
        SpaceRefs refs = SpaceRefs.read(repository);
        if (refs.pending().equals(entry.id())) {
            refs.move(repository, refs.withPending(ObjectId.zeroId()));
        }
    }

    /** Completes or removes an entry that an earlier process left behind, and returns the refs afterwards. */
    public SpaceRefs recover(CycleContext cycle) throws IOException {
        SpaceRefs refs = SpaceRefs.read(cycle.repository());
        if (!refs.hasPending()) {
            return refs;
        }
        PendingPush push = PendingPush.read(cycle.repository(), refs);
        Cursor cursor = Workspace.cursor(cycle.repository(), refs, files);
        Optional<Map<PageId, Long>> versions = push.readFeed(store, cycle.space(), cursor);
        cycle.fence().check();
        if (!cycle.fence().isLeased() && (versions.isEmpty() || !push.isOn(refs))) {
            return refs; // the process that announced it may be alive
        }
        if (!push.isOn(refs)) {
            LOG.warn(
                    "Space {}: dropping push {}, because the refs moved after it was planned",
                    cycle.space().id(),
                    push.pushed().name());
            refs.move(cycle.repository(), refs.withPending(ObjectId.zeroId()));
        } else if (versions.isPresent()) {
            LOG.warn(
                    "Space {}: finishing push {}, which the wiki has applied",
                    cycle.space().id(),
                    push.pushed().name());
            try (Workspace work = Workspace.withIndex(cycle.repository(), refs, files, push.index())) {
                finish(work, cycle.fence(), push.pushed(), versions.get(), null);
            }
        } else {
            LOG.warn(
                    "Space {}: dropping push {}, which the wiki has not applied",
                    cycle.space().id(),
                    push.pushed().name());
            refs.move(cycle.repository(), refs.withPending(ObjectId.zeroId()));
        }
        return SpaceRefs.read(cycle.repository());
    }

    private static void finish(
            Workspace work,
            Fence fence,
            ObjectId pushed,
            Map<PageId, Long> versions,
            ApplyResult.@Nullable Applied applied)
            throws IOException {
        for (Map.Entry<PageId, Long> version : versions.entrySet()) {
            work.index().version(version.getKey(), version.getValue());
        }
        if (applied != null && applied.from().equals(work.index().head().cursor())) {
            // No other process wrote in between, so the feed need not be read again over our own changes.
            work.index()
                    .head()
                    .cursor(
                            applied.to(),
                            applied.versions().keySet().stream()
                                    .max(Comparator.naturalOrder())
                                    .orElse(null));
        }
        work.index().head().accepted(null);
        fence.stamp(work.index());
        work.saveAt(pushed);
    }

    /**
     * Returns the versions that pages and attachments will have if the wiki increments them, as most do: correct versions need not be written again in
     * step 3.
     */
    private static Map<PageId, Long> expectedVersions(PushPlan plan) {
        return plan.changes().stream()
                .collect(Collectors.toMap(PageChange::id, change -> change.expectedVersion() + 1));
    }
}
