package dev.gitsync.examples.articles;

import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.transactional.TransactionalPageStore;
import org.jdbi.v3.core.Jdbi;

/**
 * Presents the wiki to gitsync: a book is a space, an article is a page, a file is an attachment, the history is the change feed.
 */
public final class ArticlePages {
    private ArticlePages() {}

    /**
     * Returns the page store of the wiki. Pushes go through {@link ArticleService}, so the wiki's rules hold for them. They run in the
     * transaction in which the refs move, because both sides use the same {@link Jdbi}.
     */
    public static PageStore store(Jdbi jdbi, ArticleService articles) {
        JdbiTransactions transactions = new JdbiTransactions(jdbi);
        return new TransactionalPageStore(
                        new ArticleReader(transactions, articles), new ArticleWriter(jdbi, articles), transactions)
                .withAttachments(new ArticleFileStore(transactions, new FileContents(jdbi)));
    }
}
