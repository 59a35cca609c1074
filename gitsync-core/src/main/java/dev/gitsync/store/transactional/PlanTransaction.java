package dev.gitsync.store.transactional;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies one plan within a transaction that others begin and end. For one run on one thread. */
final class PlanTransaction implements Runnable {
    private final PageWriter writer;
    private final Space space;
    private final List<PageChange> changes;
    private final ApplyContext context;
    private boolean hasBegun;
    private boolean isRolledBack;
    private @Nullable ApplyResult result;

    PlanTransaction(PageWriter writer, Space space, List<PageChange> changes, ApplyContext context) {
        this.writer = writer;
        this.space = space;
        this.changes = changes;
        this.context = context;
    }

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

    /** The result of a run that has ended without an exception. */
    ApplyResult result() {
        if (result == null) {
            throw new IllegalStateException("The transaction runner did not run the plan for space " + space.id());
        }
        return result;
    }

    /** The result of a run that asked for a rollback, whatever the runner made of that. */
    Optional<ApplyResult> rollbackResult() {
        return isRolledBack ? Optional.ofNullable(result) : Optional.empty();
    }

    private ApplyResult apply(long newestToken) {
        PlanCheck check = PlanCheck.of(space, changes, writer.pages(space));
        return check.objection().orElseGet(() -> write(check, newestToken));
    }

    private ApplyResult write(PlanCheck check, long newestToken) {
        Cursor from = writer.end(space);
        Map<PageId, Long> versions = new HashMap<>();
        for (PageChange change : check.steps()) {
            versions.put(change.id(), version(change, write(change, check.isMoved(change.id()))));
        }
        if (context.fencingToken() > newestToken) {
            writer.keepToken(space, context.fencingToken());
        }
        var applied = new ApplyResult.Applied(versions, from, writer.end(space));
        context.inTransaction().accept(applied);
        return applied;
    }

    private WriteResult write(PageChange change, boolean isMoved) {
        String actor = context.actor();
        return change.match(
                create -> writer.create(space, create, actor),
                update -> isMoved ? writer.move(space, update, actor) : writer.update(space, update, actor),
                delete -> writer.delete(space, delete, actor),
                restore -> writer.restore(space, restore, actor));
    }

    private long version(PageChange change, WriteResult written) {
        if (written instanceof WriteResult.Written done) {
            return done.version();
        }
        result = written instanceof WriteResult.Refused refused
                ? new ApplyResult.Refused(refused.reason())
                : new ApplyResult.Stale(List.of(change.id()));
        isRolledBack = true;
        throw new RollbackException(change.id());
    }

    /** Makes the runner roll back. */
    private static final class RollbackException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RollbackException(PageId page) {
            super("Page " + page + " was not written; the transaction is rolled back", null, false, false);
        }
    }
}
