package dev.gitsync.examples.springboot.wiki;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API that the pages of the wiki use. */
@RestController
@RequestMapping("/api/books/{book}/articles")
@Transactional
class ArticleController {
    private final ArticleService service;
    private final ArticleRepository articles;

    ArticleController(ArticleService service, ArticleRepository articles) {
        this.service = service;
        this.articles = articles;
    }

    /** An article as the pages show it. */
    record Shown(
            Long id,
            int version,
            @Nullable Long parent,
            String title,
            @Nullable String body) {
        static Shown of(Article article) {
            Article parent = article.parent();
            return new Shown(
                    article.id(),
                    article.version(),
                    parent == null ? null : parent.id(),
                    article.title(),
                    article.body());
        }
    }

    /** What a user wrote. */
    record Written(
            int version,
            @Nullable Long parent,
            String title,
            @Nullable String body,
            @Nullable String comment) {}

    @GetMapping
    List<Shown> list(@PathVariable String book) {
        return articles.findByBookAndDeletedFalseOrderById(book).stream()
                .map(Shown::of)
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown create(@PathVariable String book, @RequestBody Written written, Principal user) {
        return Shown.of(service.create(book, draft(written), edit(written.comment(), user)));
    }

    @PutMapping("/{id}")
    Shown change(@PathVariable Long id, @RequestBody Written written, Principal user) {
        Article article = articles.getReferenceById(id);
        return Shown.of(service.change(article, written.version(), draft(written), edit(written.comment(), user)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable Long id, @RequestParam int version, Principal user) {
        service.delete(articles.getReferenceById(id), version, edit(null, user));
    }

    private Article.Draft draft(Written written) {
        Long parent = written.parent();
        return new Article.Draft(
                parent == null ? null : articles.getReferenceById(parent), written.title(), written.body());
    }

    private static Edit edit(@Nullable String comment, Principal user) {
        return new Edit(user.getName(), Instant.now(), comment == null ? "" : comment);
    }

    @ExceptionHandler(RuleException.class)
    @ResponseStatus(HttpStatus.UNPROCESSABLE_ENTITY)
    String refused(RuleException rule) {
        return String.valueOf(rule.getMessage());
    }

    @ExceptionHandler(OptimisticLockingFailureException.class)
    @ResponseStatus(HttpStatus.CONFLICT)
    String changed() {
        return "The article has changed.";
    }
}
