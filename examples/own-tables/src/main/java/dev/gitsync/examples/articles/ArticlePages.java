package dev.gitsync.examples.articles;

import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.transactional.TransactionalPageStore;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Presents the wiki to gitsync: a book is a space, an article is a page, the history is the change feed.
 *
 * <p>In a class cycle with {@link ArticleReader} and {@link ArticleWriter}: it puts them together, and they translate
 * ids and contents with its methods.
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
                new ArticleReader(transactions, articles), new ArticleWriter(jdbi, articles), transactions);
    }

    static PageId id(long article) {
        return new PageId(Long.toString(article));
    }

    /** The number of an article, or -1 if the id is not one of an article. */
    static long number(PageId id) {
        try {
            return Long.parseLong(id.value());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static PageContent content(@Nullable Long above, String title, @Nullable String body) {
        return new PageContent(above == null ? null : id(above), title, body);
    }

    static Article.Draft draft(PageContent content) {
        PageId parent = content.parent();
        return new Article.Draft(parent == null ? null : number(parent), content.title(), content.text());
    }
}
