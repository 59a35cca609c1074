package dev.gitsync.store.listing;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.listing.FeedCursors;
import dev.gitsync.internal.listing.OpenPlan;
import dev.gitsync.internal.listing.PlannedChange;
import dev.gitsync.internal.listing.Snapshot;
import dev.gitsync.internal.listing.SnapshotEditor;
import dev.gitsync.internal.listing.StoredSnapshot;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.TransactionRunner;
import dev.gitsync.store.attachment.ContentSource;
import dev.gitsync.store.listing.AttachmentListing.AttachmentWrite;
import dev.gitsync.store.listing.PageListing.ContentChange;
import dev.gitsync.store.listing.PageListing.Signature;
import dev.gitsync.store.listing.PageListing.WriteOutcome;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes a plan, page by page:
 *
 * <ol>
 *   <li>The plan is in the snapshot before the first page is written ({@link OpenPlan}).
 *   <li>Each page is written, as long as the plan is still the open one. The first failure ends the run; if the wiki
 *       has transactions, those before it are rolled back.
 *   <li>The written changes are added to the feed, in the order of the plan, and the plan is removed, in one replacement of
 *       the snapshot. Changes that a listing found in between are in the feed already and are not added again.
 * </ol>
 *
 * If the process dies in between, the next listing finds what was written and takes the author from the open plan.
 */
final class PlanApplier {
    private static final String NOT_TRIED = "not tried";
    private static final int MAX_ATTEMPTS = 1_000;

    private final ListedWiki wiki;
    private final SnapshotStore snapshots;
    private final Space space;
    private final List<PageChange> changes;
    private final OpenPlan plan;
    private final Snapshot before;
    private final Set<PageId> written = new HashSet<>();

    /** Begins with {@code before}, whose open plan is {@code plan}, made of {@code changes}. */
    PlanApplier(
            ListedWiki wiki,
            SnapshotStore snapshots,
            Space space,
            List<PageChange> changes,
            OpenPlan plan,
            Snapshot before) {
        this.wiki = wiki;
        this.snapshots = snapshots;
        this.space = space;
        this.changes = changes;
        this.plan = plan;
        this.before = before;
    }

    /** Writes the changes in the order of {@code steps}. */
    ApplyResult run(String actor, List<PageChange> steps) {
        Optional<Stop> stop;
        try {
            stop = write(actor, steps);
        } catch (RuntimeException e) {
            throw unknown(steps.get(written.size()), e);
        }
        return stop.isPresent() ? stopped(stop.get()) : recordWritten(false);
    }

    /** Does the same within a transaction of the wiki, so that either all changes are written or none. */
    ApplyResult run(String actor, List<PageChange> steps, TransactionRunner transactions) {
        AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
        try {
            transactions.run(
                    space,
                    () -> write(actor, steps).ifPresent(at -> {
                        stop.set(at);
                        throw new RollbackException(at);
                    }));
        } catch (RuntimeException e) {
            @Nullable Stop at = stop.get();
            if (at == null) {
                throw e;
            }
            written.clear();
            return stopped(at);
        }
        if (written.size() < steps.size()) {
            throw new IllegalStateException("The transaction runner did not run the plan for space " + space.id());
        }
        return recordWritten(false);
    }

    /** Writes the changes, and returns the change at which it stopped, if any. */
    private Optional<Stop> write(String actor, List<PageChange> steps) {
        for (PageChange change : steps) {
            WriteOutcome outcome = write(change, new Signature(actor, change.provenance()));
            if (!(outcome instanceof WriteOutcome.Done)) {
                return Optional.of(new Stop(change, outcome));
            }
            written.add(change.id());
        }
        return Optional.empty();
    }

    /** A change that was not written, and the reason. */
    private record Stop(PageChange at, WriteOutcome outcome) {}

    /** Thrown to roll back a transaction. */
    private static final class RollbackException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RollbackException(Stop stop) {
            super("Page " + stop.at().id() + " was not written; the transaction is rolled back", null, false, false);
        }
    }

    private WriteOutcome write(PageChange change, Signature by) {
        if (!snapshots.load(space).snapshot().isOpen(plan)) {
            throw new StoreException("Another process began to write to space " + space.id() + " while "
                    + written.size() + " of " + changes.size() + " pages were written");
        }
        return change.accept(new Write(by));
    }

    /** Writes one change to the wiki. */
    private final class Write implements PageChange.Visitor<WriteOutcome> {
        private final Signature by;

        Write(Signature by) {
            this.by = by;
        }

        @Override
        public WriteOutcome visitCreate(PageChange.Create create) {
            return wiki.pages().create(space, create.id(), create.content(), by);
        }

        @Override
        public WriteOutcome visitUpdate(PageChange.Update update) {
            ContentChange change = new ContentChange(live(update.id()).content(), update.content());
            return wiki.pages().update(space, update.id(), change, by);
        }

        @Override
        public WriteOutcome visitDelete(PageChange.Delete delete) {
            Optional<AttachmentRevision> attachment = before.liveAttachment(delete.id());
            return attachment.isPresent()
                    ? wiki.attachments()
                            .wiki()
                            .delete(space, delete.id(), attachment.get().content(), by)
                    : wiki.pages().delete(space, delete.id(), live(delete.id()).content(), by);
        }

        @Override
        public WriteOutcome visitRestore(PageChange.Restore restore) {
            return wiki.pages().restore(space, restore.id(), restore.content(), by);
        }

        @Override
        public WriteOutcome visitPutAttachment(PageChange.PutAttachment put) {
            AttachmentContent content = put.content();
            @Nullable
            AttachmentContent expected = before.liveAttachment(put.id())
                    .map(AttachmentRevision::content)
                    .orElse(null);
            ListedFiles files = wiki.attachments();
            ContentSource source = files.stored(space, content.hash(), content.size());
            try {
                return files.wiki().put(space, new AttachmentWrite(put.id(), expected, content, source), by);
            } catch (IOException e) {
                throw new StoreException("The contents of attachment " + put.id() + " can't be read", e);
            }
        }
    }

    /** Returns the exception for a page that may or may not have been written; those before it were written. */
    private StoreException unknown(PageChange change, RuntimeException failure) {
        StoreException told = new StoreException(
                "Space " + space.id() + ": it is not known whether page " + change.id() + " was written; "
                        + written.size() + " of " + changes.size() + " pages were",
                failure);
        if (!written.isEmpty()) {
            try {
                recordWritten(true);
            } catch (RuntimeException e) {
                told.addSuppressed(e);
            }
        }
        return told;
    }

    /** Returns the reason why a page was not written. */
    private static final class Reason implements WriteOutcome.Visitor<String> {
        @Override
        public String visitDone(WriteOutcome.Done done) {
            return "";
        }

        @Override
        public String visitChanged(WriteOutcome.Changed changed) {
            return "The page was changed in the wiki in the meantime.";
        }

        @Override
        public String visitRefused(WriteOutcome.Refused refused) {
            return refused.reason();
        }
    }

    private ApplyResult stopped(Stop stop) {
        String why = stop.outcome().accept(new Reason());
        ApplyResult.Applied settled = recordWritten(false);
        if (written.isEmpty()) {
            return stop.outcome() instanceof WriteOutcome.Refused
                    ? new ApplyResult.Refused(why)
                    : new ApplyResult.Stale(List.of(stop.at().id()));
        }
        Map<PageId, String> failures = new HashMap<>();
        changes.stream()
                .map(PageChange::id)
                .filter(id -> !written.contains(id))
                .forEach(id -> failures.put(id, NOT_TRIED));
        failures.put(stop.at().id(), why);
        return new ApplyResult.Partial(settled.versions(), failures);
    }

    /**
     * Adds what was written to the feed.
     *
     * @param keepPlan whether the plan stays open, because the outcome of the rest of it is unknown
     */
    private ApplyResult.Applied recordWritten(boolean keepPlan) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            StoredSnapshot now = snapshots.load(space);
            if (!now.snapshot().isOpen(plan)) {
                throw new StoreException("Another process began to write to space " + space.id()
                        + " before the list of written pages was stored");
            }
            SnapshotEditor editor = new SnapshotEditor(now.snapshot());
            keepContents();
            Map<PageId, Long> versions = new HashMap<>();
            for (PageChange change : changes) {
                Optional<PlannedChange> planned =
                        editor.planned(change.id()).filter(wanted -> written.contains(wanted.page()));
                planned.ifPresent(wanted -> versions.put(change.id(), editor.addPlanned(wanted)));
            }
            if (!keepPlan) {
                editor.endPlan();
            }
            Optional<StoredSnapshot> after = snapshots.store(space, now, editor.snapshot());
            if (after.isPresent()) {
                return applied(versions, now.snapshot(), after.get().snapshot());
            }
        }
        throw new StoreException("The memory of the listing of space " + space.id() + " can't be replaced");
    }

    private void keepContents() {
        Set<ContentHash> hashes = new HashSet<>();
        for (PageChange change : changes) {
            if (change instanceof PageChange.PutAttachment put && written.contains(put.id())) {
                hashes.add(put.content().hash());
            }
        }
        wiki.keep(space, hashes);
    }

    private ApplyResult.Applied applied(Map<PageId, Long> versions, Snapshot now, Snapshot after) {
        Cursor to = FeedCursors.at(after.end());
        boolean alone = now.end() == before.end();
        return new ApplyResult.Applied(versions, alone ? FeedCursors.at(before.end()) : to, to);
    }

    private Revision live(PageId page) {
        return before.live(page)
                .orElseThrow(() -> new IllegalStateException("Page " + page + " was live a moment ago"));
    }
}
