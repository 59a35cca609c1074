package dev.gitsync.examples.springboot.wiki;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.JpaRepository;

/** The articles in the database. */
public interface ArticleRepository extends JpaRepository<Article, Long> {
    /** Finds the live articles of a book. */
    List<Article> findByBookAndDeletedFalseOrderById(String book);

    /** Finds the live articles below another one with a title. */
    List<Article> findByBookAndParentAndTitleAndDeletedFalse(String book, @Nullable Article parent, String title);

    /** Returns whether a live article is below another one. */
    boolean existsByParentAndDeletedFalse(Article parent);

    /** Finds an article by its id for gitsync. */
    Optional<Article> findByPageId(String pageId);
}
