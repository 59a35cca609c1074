package dev.gitsync.store;

import dev.gitsync.model.Space;
import java.util.List;
import java.util.Optional;

/**
 * The wiki, as gitsync needs it. Implementations are safe for use by several threads. The contract is
 * {@code dev.gitsync.testkit.PageStoreContract}; run it against every implementation. Two helpers are stores over less: {@link
 * dev.gitsync.store.transactional.TransactionalPageStore} over a wiki with a change feed, transactions, and services that write one
 * page at a time; {@link dev.gitsync.store.listing.ListingPageStore} over one that can list its pages.
 *
 * <p>Every method may throw {@link dev.gitsync.error.StoreException} when the wiki can't be reached; the caller then
 * knows nothing of the outcome of an {@link #apply} and asks the feed before it tries again. A client is told to try again later.
 * What the store rejects for good, such as a violated constraint, is a {@link dev.gitsync.error.StoreRejectedException}, after which
 * nothing is written and no client is told to try again.
 *
 * <p>What the wiki does not want, because of a right, a lock or a rule of its own, is no exception but {@link ApplyResult.Refused}: its
 * sentence is shown to the pusher. Any other exception is taken for a fault in the wiki's code: the client that pushes or
 * fetches is told that trying again does not help, sees nothing of its text, and the log has it in full.
 */
public interface PageStore extends PageReader {
    /**
     * Carries out a plan, all of it or nothing, and makes it durable before it returns. (Only a store that has no
     * transactions may answer {@link ApplyResult.Partial}.) Each change becomes exactly one
     * change of the feed, in the order of the list or of {@link dev.gitsync.store.plan.PlanCheck#steps}. Implementations ask {@link
     * dev.gitsync.store.plan.PlanCheck} whether the plan may be applied; it looks at parents as they are once all changes are in.
     *
     * @param changes the steps, each page at most once; an empty list is applied at no cost
     */
    ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context);

    /**
     * Returns the transaction domain of {@link #apply}, if other stores can take part in its transactions. Stores that declare
     * equal domains commit together. With a {@link dev.gitsync.repository.RepositoryStore} in the same domain, a push is a
     * single transaction: {@link ApplyContext#inTransaction} writes packs and refs within it. Empty for a store that
     * can't do that; pages commit first then, and refs follow.
     */
    default Optional<TransactionDomain> transactionDomain() {
        return Optional.empty();
    }
}
