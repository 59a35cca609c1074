package dev.gitsync.examples.springboot.git;

import dev.gitsync.examples.springboot.wiki.Article;
import dev.gitsync.examples.springboot.wiki.ArticleRepository;
import dev.gitsync.examples.springboot.wiki.Edit;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Translates articles to pages, and back. */
record Articles(ArticleRepository repository) {
    /** Finds an article by the id of its page. */
    Optional<Article> find(PageId id) {
        return repository.findByPageId(id.value());
    }

    /** Returns the content of a page as that of an article. */
    Article.Draft draft(PageContent content) {
        PageId parent = content.parent();
        return new Article.Draft(parent == null ? null : find(parent).orElseThrow(), content.title(), content.text());
    }

    static PageContent content(Article article) {
        Article parent = article.parent();
        return new PageContent(parent == null ? null : id(parent), article.title(), article.body());
    }

    static PageId id(Article article) {
        return new PageId(article.pageId());
    }

    static Edit edit(Provenance by) {
        GitOrigin origin = by.git();
        // PostgreSQL would round the nanoseconds.
        return new Edit(by.author().name(), by.time().truncatedTo(ChronoUnit.MICROS), by.message())
                .pushed(
                        by.author().email(),
                        origin == null ? null : origin.commit(),
                        origin == null ? null : origin.push());
    }

    /** Returns the author of an edit; who edits in the browser has the address of the user name. */
    static Person author(String name, @Nullable String email) {
        return new Person(name, email == null ? name + "@example.org" : email);
    }
}
