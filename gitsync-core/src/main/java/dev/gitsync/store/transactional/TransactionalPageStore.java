package dev.gitsync.store.transactional;

import dev.gitsync.format.label.LabelRules;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageReader;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.TransactionDomain;
import dev.gitsync.store.TransactionRunner;
import dev.gitsync.store.attachment.AttachmentStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PageStore} over a wiki with a change feed, transactions, and services that write one page at a time. A push is
 * atomic:
 *
 * <ol>
 *   <li>Begin a transaction of the wiki, and lock the space.
 *   <li>Check the lease and the plan ({@link dev.gitsync.store.plan.PlanCheck}).
 *   <li>Write page by page, such that the pages form a tree after each write. The first write that fails rolls back the whole
 *       push.
 *   <li>Run the other work of the transaction, if other stores share it; commit.
 * </ol>
 *
 * <p>Safe for use by several threads, if its parts are.
 */
public final class TransactionalPageStore implements PageStore {
    private final PageReader reader;
    private final PageWriter writer;
    private final TransactionRunner transactions;
    private final @Nullable AttachmentStore attachments;
    private final @Nullable LabelRules labels;

    /**
     * Creates a store that reads through {@code reader} and writes through {@code writer} in transactions of {@code
     * transactions}.
     */
    public TransactionalPageStore(PageReader reader, PageWriter writer, TransactionRunner transactions) {
        this.reader = Objects.requireNonNull(reader, "reader");
        this.writer = Objects.requireNonNull(writer, "writer");
        this.transactions = Objects.requireNonNull(transactions, "transactions");
        this.attachments = null;
        this.labels = null;
    }

    private TransactionalPageStore(
            TransactionalPageStore pages, @Nullable AttachmentStore attachments, @Nullable LabelRules labels) {
        this.reader = pages.reader;
        this.writer = pages.writer;
        this.transactions = pages.transactions;
        this.attachments = attachments;
        this.labels = labels;
    }

    /**
     * Returns the same store with attachments. Their changes are in the feed of the reader, the lookup of the writer knows them, and
     * the writer writes them one at a time ({@link PageWriter#putAttachment}, {@link PageWriter#deleteAttachment}).
     *
     * @param attachmentStore reads attachments, and stores contents before they are put
     */
    public TransactionalPageStore withAttachments(AttachmentStore attachmentStore) {
        return new TransactionalPageStore(this, Objects.requireNonNull(attachmentStore, "attachments"), labels);
    }

    /**
     * Returns the same store with labels: the reader returns them in the contents of pages, and the writer writes them.
     *
     * @param rules the labels that the wiki can have
     */
    public TransactionalPageStore withLabels(LabelRules rules) {
        return new TransactionalPageStore(this, attachments, Objects.requireNonNull(rules, "labels"));
    }

    @Override
    public Optional<LabelRules> labels() {
        return Optional.ofNullable(labels);
    }

    @Override
    public Optional<AttachmentStore> attachments() {
        return Optional.ofNullable(attachments);
    }

    @Override
    public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
        if (changes.isEmpty()) {
            return new ApplyResult.Applied(Map.of(), Cursor.START, Cursor.START);
        }
        PlanTransaction work =
                new PlanTransaction(writer, attachments, new PlanTransaction.Order(space, changes, own(context)));
        try {
            transactions.run(space, work);
        } catch (RuntimeException e) {
            return work.rollbackResult().orElseThrow(() -> e);
        }
        return work.result();
    }

    /** Returns the context to use: other stores join only if they can know whose transaction it is. */
    private ApplyContext own(ApplyContext context) {
        return transactions.domain().isPresent() ? context : new ApplyContext(context.actor(), context.fencingToken());
    }

    @Override
    public Optional<TransactionDomain> transactionDomain() {
        return transactions.domain();
    }

    @Override
    public ChangeBatch changes(Space space, Cursor after, int limit) {
        return reader.changes(space, after, limit);
    }

    @Override
    public OptionalLong remaining(Space space, Cursor after) {
        return reader.remaining(space, after);
    }

    @Override
    public List<Page> pages(Space space, @Nullable PageId after, int limit) {
        return reader.pages(space, after, limit);
    }

    @Override
    public Optional<Page> page(Space space, PageId id) {
        return reader.page(space, id);
    }

    @Override
    public PageId newPageId(Space space) {
        return reader.newPageId(space);
    }

    @Override
    public Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        return reader.versionTokens(spaces);
    }
}
