package dev.gitsync.jdbi;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import java.util.regex.Pattern;

/** A cursor is the seq of the revision before it, in decimal. */
final class FeedPosition {
    private static final Pattern SEQ = Pattern.compile("[0-9]{1,18}");

    private FeedPosition() {}

    static Cursor cursor(long seq) {
        return seq == 0 ? Cursor.START : new Cursor(Long.toString(seq));
    }

    static long seq(Space space, Cursor cursor) {
        if (cursor.equals(Cursor.START)) {
            return 0;
        }
        if (!SEQ.matcher(cursor.value()).matches()) {
            throw new InvalidInputException("A cursor for space " + space.id()
                    + " does not come from this store; read its feed from the start");
        }
        return Long.parseLong(cursor.value());
    }
}
