package dev.gitsync.store.listing;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;

/** Cursors are places in the feed, as decimal numbers. */
final class Cursors {
    private Cursors() {}

    static Cursor at(long position) {
        return position == 0 ? Cursor.START : new Cursor(Long.toString(position));
    }

    static long position(Space space, Cursor cursor) {
        try {
            long position = cursor.equals(Cursor.START) ? 0 : Long.parseLong(cursor.value());
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            // Told below, together with negative numbers.
        }
        throw new InvalidInputException("Space " + space.id() + " has no place '" + cursor.value() + "' in its feed");
    }
}
