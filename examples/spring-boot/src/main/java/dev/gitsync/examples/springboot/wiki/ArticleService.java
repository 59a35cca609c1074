package dev.gitsync.examples.springboot.wiki;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes articles, and keeps the rules of the wiki. */
@Service
@Transactional
@PreAuthorize("hasRole('EDITOR')")
public class ArticleService {
    private final ArticleRepository articles;
    private final JdbcClient sql;

    ArticleService(ArticleRepository articles, JdbcClient sql) {
        this.articles = articles;
        this.sql = sql;
    }

    /** Creates an article. */
    public Article create(String book, Article.Draft draft, Edit edit) {
        return save(new Article(book, checked(book, null, draft), edit));
    }

    /** Creates an article with an id that gitsync chose. */
    public Article create(String book, String pageId, Article.Draft draft, Edit edit) {
        Article article = new Article(book, checked(book, null, draft), edit);
        article.identify(pageId);
        return save(article);
    }

    /**
     * Changes an article, or takes it out of the trash.
     *
     * @param version the version on which the change is based
     */
    public Article change(Article article, int version, Article.Draft draft, Edit edit) {
        Article current = current(article, version);
        current.change(checked(current.book(), current, draft), edit);
        return save(current);
    }

    /** Moves an article to the trash. */
    public Article delete(Article article, int version, Edit edit) {
        Article current = current(article, version);
        if (articles.existsByParentAndDeletedFalse(current)) {
            throw new RuleException("An article with others below it can't be deleted.");
        }
        current.delete(edit);
        return save(current);
    }

    private Article current(Article article, int version) {
        Article current = articles.findById(article.id()).orElseThrow();
        if (current.version() != version) {
            throw new OptimisticLockingFailureException("Article " + article.id() + " has changed");
        }
        return current;
    }

    private Article save(Article article) {
        // Added for gitsync: the row of the book stays locked until the commit, so changes are numbered in the order of
        // commits.
        article.number(sql.sql("UPDATE book SET changes = changes + 1 WHERE id = :book RETURNING changes")
                .param("book", article.book())
                .query(Long.class)
                .single());
        return articles.save(article);
    }

    private Article.Draft checked(String book, @Nullable Article article, Article.Draft draft) {
        if (draft.title().isBlank() || draft.title().length() > Article.MAX_TITLE) {
            throw new RuleException("A title has 1 to " + Article.MAX_TITLE + " characters.");
        }
        boolean isTaken =
                articles.findByBookAndParentAndTitleAndDeletedFalse(book, draft.parent(), draft.title()).stream()
                        .anyMatch(other -> other != article);
        if (isTaken) {
            throw new RuleException("There is an article \"" + draft.title() + "\" in this place.");
        }
        return draft;
    }
}
