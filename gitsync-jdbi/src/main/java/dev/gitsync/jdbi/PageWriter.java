package dev.gitsync.jdbi;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.content.ContentStore;
import dev.gitsync.jdbi.internal.content.PlannedContents;
import dev.gitsync.jdbi.internal.page.FeedPosition;
import dev.gitsync.jdbi.internal.page.LargePlan;
import dev.gitsync.jdbi.internal.sql.CommitMark;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanCheck;
import dev.gitsync.store.plan.PlannedAttachments;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Applies one plan of pages and attachments within one transaction. The number of statements does not grow with the plan, except
 * for one per mebibyte of text and six for a large plan:
 *
 * <ol>
 *   <li>Lock the row of the space. Until the commit no other transaction writes pages of this space, so revision
 *       numbers are in commit order, and everything that was read stays true.
 *   <li>Reject an older fencing token.
 *   <li>Check the plan ({@link PlanCheck}), which takes one to five statements.
 *   <li>If it puts attachments, check their contents and lock them ({@link PlannedContents}), which takes three statements.
 *   <li>Insert the revisions, update the pages and attachments to match, and advance the counter and the token of the space
 *       ({@link RevisionWriter}). Check the foreign keys of a large plan ({@link LargePlan}).
 *   <li>Run the rest of the transaction; for a push, commit its packs and update the refs.
 * </ol>
 *
 * <p>Nothing is written before every check has passed, so nothing ever has to be rolled back.
 */
final class PageWriter {
    private final Handle handle;
    private final CommitMark mark;
    private final Space space;
    private final RevisionWriter.Order order;

    PageWriter(Handle handle, CommitMark mark, Space space, RevisionWriter.Order order) {
        this.handle = handle;
        this.mark = mark;
        this.space = space;
        this.order = order;
    }

    private record Counters(long newestSeq, @Nullable String mark, long newestToken) {
        Cursor end() {
            return FeedPosition.cursor(newestSeq, mark);
        }
    }

    /** Applies the plan within the transaction of the handle. */
    ApplyResult write() {
        Counters counters = lockSpace();
        Optional<ApplyResult.Fenced> fenced = order.context().fencedBy(counters.newestToken());
        if (fenced.isPresent()) {
            return fenced.get();
        }
        PlanCheck check =
                PlanCheck.of(space, order.changes(), new StoredPages(handle, space, order.contents() != null));
        Optional<ApplyResult> objection = check.objection().or(this::contentObjection);
        if (objection.isPresent()) {
            return objection.get();
        }
        Map<PageId, Long> versions = versions();
        RevisionWriter revisions =
                new RevisionWriter(handle, mark, new RevisionWriter.Written(space, order, attachments(check)));
        Cursor cursor = revisions.addRevisions(counters.newestSeq(), counters.end(), versions);
        revisions.delete(counters.newestSeq());
        LargePlan.checkKeys(handle, order.changes().size());
        var applied = new ApplyResult.Applied(versions, counters.end(), cursor);
        order.context().inTransaction().accept(applied);
        return applied;
    }

    /** Checks the contents of the attachments, and notes that they are needed if there is no objection. */
    private Optional<ApplyResult> contentObjection() {
        ContentStore contents = order.contents();
        if (contents == null) {
            return Optional.empty();
        }
        PlannedContents planned = new PlannedContents(handle, contents, space, PlannedAttachments.of(order.changes()));
        Optional<String> objection = planned.objection();
        if (objection.isEmpty()) {
            planned.write();
        }
        return objection.map(ApplyResult.Refused::new);
    }

    private Counters lockSpace() {
        return handle.createQuery("""
                        SELECT revision_counter, fencing_token, (SELECT %s FROM gitsync_revisions r
                            WHERE r.space_id = gitsync_spaces.id AND r.seq = revision_counter) AS mark
                        FROM gitsync_spaces
                        WHERE id = :space AND tenant_id = :tenant AND deleted_at IS NULL
                        FOR NO KEY UPDATE""".formatted(FeedPosition.MARK))
                .bind("space", space.id().value())
                .bind("tenant", space.tenant())
                .map((row, ctx) -> new Counters(
                        row.getLong("revision_counter"), row.getString("mark"), row.getLong("fencing_token")))
                .findOne()
                .orElseThrow(() -> new StoreException(
                        "Space " + space.id() + " can't be changed: it does not exist in the database or was deleted"));
    }

    /**
     * Returns the version that each page and attachment of the plan will have, in the order of the plan: the expected version plus
     * one.
     */
    private Map<PageId, Long> versions() {
        Map<PageId, Long> versions = new LinkedHashMap<>();
        for (PageChange change : order.changes()) {
            versions.put(change.id(), change.expectedVersion() + 1);
        }
        return versions;
    }

    private Set<PageId> attachments(PlanCheck check) {
        return order.changes().stream()
                .map(PageChange::id)
                .filter(check::isAttachment)
                .collect(Collectors.toSet());
    }
}
