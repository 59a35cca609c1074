package dev.gitsync.internal.listing;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import java.util.regex.Pattern;

/** Reads and writes the cursors of a listing store: positions in the feed, as decimal numbers. */
public final class FeedCursors {
    private static final Pattern OURS = Pattern.compile("[0-9]{1,18}");

    private FeedCursors() {}

    public static Cursor at(long position) {
        return position == 0 ? Cursor.START : new Cursor(Long.toString(position));
    }

    /** Returns whether a cursor may belong to a listing store, and not to another kind of store. */
    public static boolean isOurs(Cursor cursor) {
        return cursor.equals(Cursor.START) || OURS.matcher(cursor.value()).matches();
    }

    public static long position(Space space, Cursor cursor) {
        try {
            long position = cursor.equals(Cursor.START) ? 0 : Long.parseLong(cursor.value());
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with negative numbers.
        }
        throw new InvalidInputException("Space " + space.id() + " has no place '" + cursor.value() + "' in its feed");
    }
}
