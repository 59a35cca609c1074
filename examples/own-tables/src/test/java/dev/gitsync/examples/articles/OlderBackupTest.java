package dev.gitsync.examples.articles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Faults T1: an older backup of the wiki, in which new edits have taken the numbers of lost ones. */
class OlderBackupTest {
    private final Space book = WikiDatabase.newBook();
    private final ArticleService articles = new ArticleService(WikiDatabase.JDBI);
    private final PageStore store = ArticlePages.store(WikiDatabase.JDBI, articles);

    @Test
    void rejectsACursorAfterALostEditAlthoughAnotherEditHasItsNumber() {
        long page = articles.newId();
        articles.create(key(page, 0), draft("one\n"), by("Create"));
        Cursor kept = end();
        articles.save(key(page, 1), draft("lost\n"), by("Lost"));
        Cursor lost = end();

        forgetLastEdit(page);
        assertThat(store.changes(book, lost, 10).isUnknown()).isTrue();
        articles.save(key(page, 1), draft("new\n"), by("New"));
        assertThat(store.changes(book, lost, 10).isUnknown()).isTrue();
        articles.save(key(page, 2), draft("newer\n"), by("Newer"));
        assertThat(store.changes(book, lost, 10).isUnknown()).isTrue();
        assertThat(store.changes(book, kept, 10).changes()).hasSize(2);
    }

    private void forgetLastEdit(long page) {
        WikiDatabase.JDBI.useTransaction(handle -> {
            handle.execute("DELETE FROM article_history WHERE article = ? AND revision = 2", page);
            handle.execute("UPDATE article SET revision = 1, body = 'one' || chr(10) WHERE id = ?", page);
            handle.execute("UPDATE book SET clock = 1 WHERE id = ?", book.id().value());
        });
    }

    private Cursor end() {
        return store.changes(book, Cursor.START, 100).next();
    }

    private Article.Key key(long page, int revision) {
        return new Article.Key(book.id().value(), page, revision);
    }

    private static Article.Draft draft(String body) {
        return new Article.Draft(null, "Start", body);
    }

    private static Edit by(String message) {
        Person ada = new Person("Ada", "ada@example.org");
        return new Edit("ada", Provenance.wiki(ada, Instant.parse("2026-11-24T08:00:00Z"), message));
    }
}
