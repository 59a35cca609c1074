package dev.gitsync.examples.articles;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Cursors for the history of a book: the number of the last entry that was read, and a hash of that entry. After an older backup is
 * restored, another entry may get the same number; the hash tells them apart.
 */
final class HistoryPlace {
    /** The hash of a row of {@code article_history}. */
    static final String MARK = """
            substr(md5(concat_ws('|', article, revision, above, title, body, trashed::int, author, author_email,
                extract(epoch FROM written_at), note, editor, git_push, file, hash)), 1, 12)""";

    private static final String FORM = "[0-9]{1,18}-[0-9a-f]{12}";

    private HistoryPlace() {}

    static Cursor cursor(long clock, String mark) {
        return new Cursor(clock + "-" + mark);
    }

    /** The cursor after the entry with this number. */
    static Cursor cursor(Handle handle, Space space, long clock) {
        return mark(handle, space, clock).map(mark -> cursor(clock, mark)).orElse(Cursor.START);
    }

    /** The cursor at the end of the history. */
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

    /** Whether the history contains this cursor. */
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
