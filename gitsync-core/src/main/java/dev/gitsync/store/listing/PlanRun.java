package dev.gitsync.store.listing;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Revision;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a plan, page by page:
 *
 * <ol>
 *   <li>The plan is in the snapshot before the first page is written ({@link OpenPlan}).
 *   <li>Each page is written, as long as the plan is still the open one. The first that can't be written ends it.
 *   <li>What was written becomes changes of the feed, in the order of the plan, and the plan goes, in one replacement of
 *       the snapshot. What a listing found in between is in the feed already and is not added again.
 * </ol>
 *
 * If the process dies in between, the next listing finds what was written and, by the open plan, whose it is.
 */
final class PlanRun {
    private static final String NOT_TRIED = "not tried";
    private static final int MAX_ATTEMPTS = 1_000;

    private final PageListing wiki;
    private final SnapshotKeeper keeper;
    private final Space space;
    private final List<PageChange> changes;
    private final OpenPlan plan;
    private final Snapshot before;
    private final Set<PageId> written = new HashSet<>();

    /** Begins with {@code before}, in which {@code plan}, made of {@code changes}, is the open one. */
    PlanRun(
            PageListing wiki,
            SnapshotKeeper keeper,
            Space space,
            List<PageChange> changes,
            OpenPlan plan,
            Snapshot before) {
        this.wiki = wiki;
        this.keeper = keeper;
        this.space = space;
        this.changes = changes;
        this.plan = plan;
        this.before = before;
    }

    /** Writes the changes in the order of {@code steps}. */
    ApplyResult run(String actor, List<PageChange> steps) {
        for (PageChange change : steps) {
            WriteOutcome outcome = write(change, new Signature(actor, change.provenance()));
            if (!(outcome instanceof WriteOutcome.Done)) {
                return stopped(change, outcome);
            }
            written.add(change.id());
        }
        return settle(false);
    }

    private WriteOutcome write(PageChange change, Signature by) {
        try {
            if (!keeper.load(space).snapshot().isOpen(plan)) {
                throw new StoreException("Somebody else began to write to space " + space.id() + " while "
                        + written.size() + " of " + changes.size() + " pages were written");
            }
            return change.match(
                    create -> wiki.create(space, create.id(), create.content(), by),
                    update -> wiki.update(
                            space,
                            update.id(),
                            new ContentChange(live(update.id()).content(), update.content()),
                            by),
                    delete -> wiki.delete(space, delete.id(), live(delete.id()).content(), by),
                    restore -> wiki.restore(space, restore.id(), restore.content(), by));
        } catch (RuntimeException e) {
            throw unknown(change, e);
        }
    }

    /** The page may have been written or not; those before it are written for sure. */
    private StoreException unknown(PageChange change, RuntimeException failure) {
        StoreException told = new StoreException(
                "Space " + space.id() + ": it is not known whether page " + change.id() + " was written; "
                        + written.size() + " of " + changes.size() + " pages were",
                failure);
        if (!written.isEmpty()) {
            try {
                settle(true);
            } catch (RuntimeException e) {
                told.addSuppressed(e);
            }
        }
        return told;
    }

    private ApplyResult stopped(PageChange at, WriteOutcome outcome) {
        String why = outcome.match(
                () -> "", () -> "Somebody has changed the page in the wiki meanwhile.", WriteOutcome.Refused::reason);
        ApplyResult.Applied settled = settle(false);
        if (written.isEmpty()) {
            return outcome instanceof WriteOutcome.Refused
                    ? new ApplyResult.Refused(why)
                    : new ApplyResult.Stale(List.of(at.id()));
        }
        Map<PageId, String> failures = new HashMap<>();
        changes.stream()
                .map(PageChange::id)
                .filter(id -> !written.contains(id))
                .forEach(id -> failures.put(id, NOT_TRIED));
        failures.put(at.id(), why);
        return new ApplyResult.Partial(settled.versions(), failures);
    }

    /**
     * Brings what was written into the feed.
     *
     * @param keepPlan whether the plan stays open, because nobody knows what became of the rest of it
     */
    private ApplyResult.Applied settle(boolean keepPlan) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Kept now = keeper.load(space);
            if (!now.snapshot().isOpen(plan)) {
                throw new StoreException("Somebody else began to write to space " + space.id()
                        + " before it was remembered which pages were written");
            }
            SnapshotEditor editor = new SnapshotEditor(now.snapshot());
            Map<PageId, Long> versions = new HashMap<>();
            for (PageChange change : changes) {
                Optional<Intent> intent = editor.intent(change.id()).filter(wanted -> written.contains(wanted.page()));
                intent.ifPresent(wanted -> versions.put(change.id(), editor.settle(wanted)));
            }
            if (!keepPlan) {
                editor.endPlan();
            }
            Optional<Kept> after = keeper.store(space, now, editor.snapshot());
            if (after.isPresent()) {
                return applied(versions, now.snapshot(), after.get().snapshot());
            }
        }
        throw new StoreException("The memory of the listing of space " + space.id() + " can't be replaced");
    }

    private ApplyResult.Applied applied(Map<PageId, Long> versions, Snapshot now, Snapshot after) {
        Cursor to = Cursors.at(after.end());
        boolean alone = now.end() == before.end();
        return new ApplyResult.Applied(versions, alone ? Cursors.at(before.end()) : to, to);
    }

    private Revision live(PageId page) {
        return before.live(page)
                .orElseThrow(() -> new IllegalStateException("Page " + page + " was live a moment ago"));
    }
}
