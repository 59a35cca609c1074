package dev.gitsync.examples.springboot.git;

import dev.gitsync.examples.springboot.wiki.Article;
import dev.gitsync.examples.springboot.wiki.ArticleService;
import dev.gitsync.examples.springboot.wiki.RuleException;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.spring.database.SpringFailures;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanLookup;
import dev.gitsync.store.transactional.PageWriter;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the pages of a push through the service of the wiki, in the transaction of the thread. */
final class ArticleWriter implements PageWriter {
    private final ArticleService service;
    private final Articles articles;
    private final JdbcClient sql;

    ArticleWriter(ArticleService service, Articles articles, JdbcClient sql) {
        this.service = service;
        this.articles = articles;
        this.sql = sql;
    }

    @Override
    public long lock(Space space) {
        return sql.sql("SELECT fence FROM book WHERE id = :book FOR NO KEY UPDATE")
                .param("book", space.id().value())
                .query(Long.class)
                .single();
    }

    @Override
    public void keepToken(Space space, long token) {
        sql.sql("UPDATE book SET fence = :token WHERE id = :book")
                .param("token", token)
                .param("book", space.id().value())
                .update();
    }

    @Override
    public PlanLookup pages(Space space) {
        return new ArticleLookup(sql, space);
    }

    @Override
    public WriteResult create(Space space, PageChange.Create page, String actor) {
        return written(() -> service.create(
                space.id().value(),
                page.id().value(),
                articles.draft(page.content()),
                Articles.edit(page.provenance())));
    }

    @Override
    public WriteResult update(Space space, PageChange.Update page, String actor) {
        return written(() -> {
            Article article = article(page.id());
            return service.change(
                    article, article.version(), articles.draft(page.content()), Articles.edit(page.provenance()));
        });
    }

    @Override
    public WriteResult delete(Space space, PageChange.Delete page, String actor) {
        return written(() -> {
            Article article = article(page.id());
            return service.delete(article, article.version(), Articles.edit(page.provenance()));
        });
    }

    @Override
    public WriteResult restore(Space space, PageChange.Restore page, String actor) {
        return written(() -> {
            Article article = article(page.id());
            return service.change(
                    article, article.version(), articles.draft(page.content()), Articles.edit(page.provenance()));
        });
    }

    /** Returns the article, which the lookup has found at the expected version, and which stays locked with its book. */
    private Article article(PageId id) {
        return articles.find(id).orElseThrow();
    }

    /** Flushes each write: a version that another transaction has changed makes the engine plan the push again. */
    private WriteResult written(Supplier<Article> write) {
        try {
            Article article = write.get();
            articles.repository().flush();
            return new WriteResult.Written(article.changeNumber());
        } catch (OptimisticLockingFailureException e) {
            return new WriteResult.Stale();
        } catch (RuleException e) {
            return new WriteResult.Refused(String.valueOf(e.getMessage()));
        } catch (DataAccessException e) {
            throw SpringFailures.of("write an article", e);
        }
    }
}
