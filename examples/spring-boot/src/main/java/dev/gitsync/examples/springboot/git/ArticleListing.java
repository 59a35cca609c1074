package dev.gitsync.examples.springboot.git;

import dev.gitsync.examples.springboot.wiki.Article;
import dev.gitsync.examples.springboot.wiki.ArticleRepository;
import dev.gitsync.examples.springboot.wiki.ArticleService;
import dev.gitsync.examples.springboot.wiki.Edit;
import dev.gitsync.examples.springboot.wiki.RuleException;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.spring.database.SpringFailures;
import dev.gitsync.store.listing.Listing;
import dev.gitsync.store.listing.Listing.ListedPage;
import dev.gitsync.store.listing.PageListing;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Lists the articles of a book, and writes one at a time through the service of the wiki. */
final class ArticleListing implements PageListing {
    private final ArticleService service;
    private final ArticleRepository repository;
    private final Articles articles;
    private final TransactionTemplate transactions;

    ArticleListing(ArticleService service, ArticleRepository repository, PlatformTransactionManager manager) {
        this.service = service;
        this.repository = repository;
        this.articles = new Articles(repository);
        this.transactions = new TransactionTemplate(manager);
    }

    @Override
    public Listing list(Space space) {
        return inTransaction("list the articles of book " + space.id(), () -> {
            var live = repository.findByBookAndDeletedFalseOrderById(space.id().value());
            return Listing.complete(live.stream().map(ArticleListing::listed).toList());
        });
    }

    private static ListedPage listed(Article article) {
        Edit edit = article.lastEdit();
        return new ListedPage(
                Articles.id(article),
                Articles.content(article),
                Articles.author(edit.author(), edit.authorEmail()),
                edit.time());
    }

    @Override
    public PageId newPageId(Space space) {
        return new PageId(UUID.randomUUID().toString());
    }

    @Override
    public WriteOutcome create(Space space, PageId id, PageContent content, Signature by) {
        return write(() -> {
            if (articles.find(id).isPresent()) {
                return new WriteOutcome.Changed();
            }
            service.create(space.id().value(), id.value(), articles.draft(content), Articles.edit(by.provenance()));
            return new WriteOutcome.Done();
        });
    }

    @Override
    public WriteOutcome update(Space space, PageId id, ContentChange change, Signature by) {
        return change(id, article -> isLive(article, space, change.expected()), change.content(), by);
    }

    @Override
    public WriteOutcome restore(Space space, PageId id, PageContent content, Signature by) {
        return change(id, article -> article.isDeleted() && isIn(article, space), content, by);
    }

    private WriteOutcome change(PageId id, Predicate<Article> isExpected, PageContent content, Signature by) {
        return write(() -> {
            Optional<Article> article = articles.find(id).filter(isExpected);
            if (article.isEmpty()) {
                return new WriteOutcome.Changed();
            }
            service.change(
                    article.get(), article.get().version(), articles.draft(content), Articles.edit(by.provenance()));
            return new WriteOutcome.Done();
        });
    }

    @Override
    public WriteOutcome delete(Space space, PageId id, PageContent expected, Signature by) {
        return write(() -> {
            Optional<Article> article = articles.find(id).filter(found -> !found.isDeleted());
            if (article.isEmpty()) {
                return new WriteOutcome.Done();
            }
            if (!isLive(article.get(), space, expected)) {
                return new WriteOutcome.Changed();
            }
            service.delete(article.get(), article.get().version(), Articles.edit(by.provenance()));
            return new WriteOutcome.Done();
        });
    }

    private static boolean isLive(Article article, Space space, PageContent expected) {
        return !article.isDeleted()
                && isIn(article, space)
                && Articles.content(article).equals(expected);
    }

    private static boolean isIn(Article article, Space space) {
        return article.book().equals(space.id().value());
    }

    /** Writes one article. An edit of another transaction since the article was read makes the outcome {@code Changed}. */
    private WriteOutcome write(Supplier<WriteOutcome> write) {
        try {
            return inTransaction("write an article", write);
        } catch (RuleException e) {
            return new WriteOutcome.Refused(String.valueOf(e.getMessage()));
        } catch (OptimisticLockingFailureException e) {
            return new WriteOutcome.Changed();
        }
    }

    private <T> T inTransaction(String doing, Supplier<T> work) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                T result = work.get();
                status.flush();
                return result;
            }));
        } catch (OptimisticLockingFailureException e) {
            throw e;
        } catch (DataAccessException | TransactionException e) {
            throw SpringFailures.of(doing, e);
        }
    }
}
