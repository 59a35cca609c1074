package dev.gitsync.store;

import dev.gitsync.format.label.LabelRules;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentStore;
import java.util.List;
import java.util.Optional;

/**
 * The interface to the wiki's pages: reads them and applies plans. Implementations are safe for use by several threads. The
 * contract is {@code dev.gitsync.testkit.PageStoreContract}; run it against every implementation. Two implementations need less
 * from the wiki: {@link dev.gitsync.store.transactional.TransactionalPageStore} needs a change feed, transactions, and services
 * that write one page at a time; {@link dev.gitsync.store.listing.ListingPageStore} needs only a wiki that can list its pages.
 *
 * <p>Every method may throw {@link dev.gitsync.error.StoreException} when the wiki can't be reached. The outcome of an {@link
 * #apply} is then unknown, and the caller reads the feed before it retries. The client is asked to retry later. For a permanent
 * rejection, such as a violated constraint, throw {@link dev.gitsync.error.StoreRejectedException}: nothing is written then,
 * and the client is not asked to retry.
 *
 * <p>If the wiki forbids a change, because of a permission, a lock or a rule of its own, return {@link ApplyResult.Refused}
 * instead of throwing an exception: its sentence is shown to the pusher. Any other exception is treated as a defect in the
 * wiki's code: the client that pushes or fetches is informed that a retry does not help and does not see the exception's text;
 * the log contains it in full.
 */
public interface PageStore extends PageReader {
    /**
     * Applies a plan atomically, and makes it durable before it returns. (Only a store without transactions may return {@link
     * ApplyResult.Partial}.) Each change becomes exactly one change of the feed, in the order of the list or of {@link
     * dev.gitsync.store.plan.PlanCheck#steps}. Implementations use {@link dev.gitsync.store.plan.PlanCheck} to check whether
     * the plan may be applied; it checks parents as they are after all changes.
     *
     * @param changes the steps, each page at most once; an empty list costs nothing to apply
     */
    ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context);

    /**
     * Returns the transaction domain of {@link #apply}, if other stores can join its transactions. Stores that declare equal
     * domains commit together. With a {@link dev.gitsync.repository.RepositoryStore} in the same domain, a push is a single
     * transaction: {@link ApplyContext#inTransaction} writes packs and refs within it. Returns empty for a store that can't do
     * that; pages then commit first, and refs follow.
     */
    default Optional<TransactionDomain> transactionDomain() {
        return Optional.empty();
    }

    /**
     * Returns the attachments of the wiki, if it has attachments that are part of the feed and of plans. Returns empty for a wiki
     * without; files that are not pages then live in git alone. The answer never changes during the life of the store.
     */
    default Optional<AttachmentStore> attachments() {
        return Optional.empty();
    }

    /**
     * Returns the rules for labels, if the wiki has labels of pages ({@link dev.gitsync.model.PageContent#labels}). Returns empty for a
     * wiki without; its contents then have null for labels, and labels in files are part of the text. The answer never changes during
     * the life of the store.
     */
    default Optional<LabelRules> labels() {
        return Optional.empty();
    }
}
