package dev.gitsync.examples.articles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Faults T1: an older backup of the wiki, in which new edits have taken the numbers of lost ones. */
class OlderBackupTest {
    private final Space book = WikiDatabase.newBook();
    private final ArticleService articles = new ArticleService(WikiDatabase.JDBI);
    private final ArticlePageStore store = new ArticlePageStore(WikiDatabase.JDBI, articles);

    @Test
    void placeBehindALostEditIsUnknownAlsoWhenAnotherEditHasItsNumber() {
        long page = articles.create(book.id().value(), null, "Start", "one\n", "ada", by("Create"))
                .id();
        Cursor kept = end();
        articles.edit(page, 1, "lost\n", "ada", by("Lost"));
        Cursor lost = end();

        forgetLastEdit(page);
        assertThat(store.changes(book, lost, 10).isUnknown()).isTrue();
        articles.edit(page, 1, "new\n", "ada", by("New"));
        assertThat(store.changes(book, lost, 10).isUnknown()).isTrue();
        articles.edit(page, 2, "newer\n", "ada", by("Newer"));
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

    private static Provenance by(String message) {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-24T08:00:00Z"), message);
    }
}
