package dev.gitsync.store.transactional;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.store.plan.PlanCheck;
import dev.gitsync.store.plan.PlannedAttachments;
import dev.gitsync.store.transactional.PageWriter.WriteResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies one plan within a transaction that the runner begins and ends. For one run on one thread. */
final class PlanTransaction implements Runnable {
    private final PageWriter writer;
    private final @Nullable AttachmentStore attachments;
    private final Space space;
    private final List<PageChange> changes;
    private final ApplyContext context;
    private boolean hasBegun;
    private boolean isRolledBack;
    private @Nullable ApplyResult result;

    PlanTransaction(PageWriter writer, @Nullable AttachmentStore attachments, Order order) {
        this.writer = writer;
        this.attachments = attachments;
        this.space = order.space();
        this.changes = order.changes();
        this.context = order.context();
    }

    /** The plan to apply. */
    record Order(Space space, List<PageChange> changes, ApplyContext context) {}

    @Override
    public void run() {
        if (hasBegun) {
            throw new IllegalStateException("The transaction runner ran a plan for space " + space.id()
                    + " twice; work that has begun is never run again");
        }
        hasBegun = true;
        long newestToken = writer.lock(space);
        Optional<ApplyResult> fenced = context.fencedBy(newestToken).map(ApplyResult.class::cast);
        result = fenced.orElseGet(() -> apply(newestToken));
    }

    /** Returns the result of a run that has ended without an exception. */
    ApplyResult result() {
        if (result == null) {
            throw new IllegalStateException("The transaction runner did not run the plan for space " + space.id());
        }
        return result;
    }

    /** Returns the result of a run that requested a rollback, whatever the runner did with the request. */
    Optional<ApplyResult> rollbackResult() {
        return isRolledBack ? Optional.ofNullable(result) : Optional.empty();
    }

    private ApplyResult apply(long newestToken) {
        PlanCheck check = PlanCheck.of(space, changes, writer.pages(space));
        return check.objection().or(this::missingContents).orElseGet(() -> write(check, newestToken));
    }

    /** Refuses an attachment whose contents are not stored, unless the wiki reads them from the repository. */
    private Optional<ApplyResult> missingContents() {
        PlannedAttachments planned = PlannedAttachments.of(changes);
        return attachments == null || planned.puts().isEmpty()
                ? Optional.empty()
                : planned.missing(attachments.sizes(space, planned.hashes()), attachments.readsRepository())
                        .map(ApplyResult.Refused::new);
    }

    private ApplyResult write(PlanCheck check, long newestToken) {
        Cursor from = writer.end(space);
        Map<PageId, Long> versions = new HashMap<>();
        for (PageChange change : check.steps()) {
            WriteResult written =
                    change.accept(new StepWriter(check.isMoved(change.id()), check.isAttachment(change.id())));
            versions.put(change.id(), written.accept(new StepResult(change.id())));
        }
        if (context.fencingToken() > newestToken) {
            writer.keepToken(space, context.fencingToken());
        }
        var applied = new ApplyResult.Applied(versions, from, writer.end(space));
        context.inTransaction().accept(applied);
        return applied;
    }

    private RollbackException rollback(PageId page, ApplyResult why) {
        result = why;
        isRolledBack = true;
        return new RollbackException(page);
    }

    /** Has the wiki write one step. */
    private final class StepWriter implements PageChange.Visitor<WriteResult> {
        private final boolean isMoved;
        private final boolean isAttachment;

        StepWriter(boolean isMoved, boolean isAttachment) {
            this.isMoved = isMoved;
            this.isAttachment = isAttachment;
        }

        @Override
        public WriteResult visitCreate(PageChange.Create create) {
            return writer.create(space, create, context.actor());
        }

        @Override
        public WriteResult visitUpdate(PageChange.Update update) {
            return isMoved
                    ? writer.move(space, update, context.actor())
                    : writer.update(space, update, context.actor());
        }

        @Override
        public WriteResult visitDelete(PageChange.Delete delete) {
            return isAttachment
                    ? writer.deleteAttachment(space, delete, context.actor())
                    : writer.delete(space, delete, context.actor());
        }

        @Override
        public WriteResult visitPutAttachment(PageChange.PutAttachment put) {
            return writer.putAttachment(space, put, context.actor());
        }

        @Override
        public WriteResult visitRestore(PageChange.Restore restore) {
            return writer.restore(space, restore, context.actor());
        }
    }

    /** Returns the version that a step created, or ends the transaction. */
    private final class StepResult implements WriteResult.Visitor<Long> {
        private final PageId page;

        StepResult(PageId page) {
            this.page = page;
        }

        @Override
        public Long visitWritten(WriteResult.Written written) {
            return written.version();
        }

        @Override
        public Long visitStale(WriteResult.Stale stale) {
            throw rollback(page, new ApplyResult.Stale(List.of(page)));
        }

        @Override
        public Long visitRefused(WriteResult.Refused refused) {
            throw rollback(page, new ApplyResult.Refused(refused.reason()));
        }
    }

    /** Makes the runner roll back. */
    private static final class RollbackException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RollbackException(PageId page) {
            super("Page " + page + " was not written; the transaction is rolled back", null, false, false);
        }
    }
}
