package dev.gitsync.examples.articles;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Places in the history of a book as cursors: the number of the entry before, and a mark that tells this entry from another
 * one that took its number after an older backup was restored.
 */
final class HistoryPlace {
    /** The mark of a row of {@code article_history}: what it says, and who wrote it when. */
    static final String MARK = """
            substr(md5(concat_ws('|', article, revision, above, title, body, trashed::int, author, author_email,
                extract(epoch FROM written_at), note, editor, git_push)), 1, 12)""";

    private static final String FORM = "[0-9]{1,18}-[0-9a-f]{12}";

    private HistoryPlace() {}

    static Cursor cursor(long clock, String mark) {
        return new Cursor(clock + "-" + mark);
    }

    /** Behind the entry with this number, as the transaction sees it. */
    static Cursor cursor(Handle handle, Space space, long clock) {
        return mark(handle, space, clock).map(mark -> cursor(clock, mark)).orElse(Cursor.START);
    }

    /** Where the history ends, as the transaction sees it. */
    static Cursor end(Handle handle, Space space) {
        long clock = handle.createQuery("SELECT clock FROM book WHERE id = :book")
                .bind("book", space.id().value())
                .mapTo(Long.class)
                .one();
        return cursor(handle, space, clock);
    }

    static long clock(Cursor cursor) {
        return cursor.equals(Cursor.START)
                ? 0
                : Long.parseLong(cursor.value().substring(0, cursor.value().indexOf('-')));
    }

    /** Whether the history still has this place. */
    static boolean isKnown(Handle handle, Space space, Cursor cursor) {
        if (cursor.equals(Cursor.START)) {
            return true;
        }
        return cursor.value().matches(FORM)
                && cursor(handle, space, clock(cursor)).equals(cursor);
    }

    private static Optional<String> mark(Handle handle, Space space, long clock) {
        return handle.createQuery("SELECT " + MARK + " FROM article_history WHERE book = :book AND clock = :clock")
                .bind("book", space.id().value())
                .bind("clock", clock)
                .mapTo(String.class)
                .findOne();
    }
}
