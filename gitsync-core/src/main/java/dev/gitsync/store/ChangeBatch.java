package dev.gitsync.store;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import java.util.List;
import java.util.Objects;

/**
 * A stretch of the change feed, or the answer that the feed has no such place.
 *
 * @param changes the changes in commit order, possibly none
 * @param next the place after the last of them; the cursor that was asked for when there are none
 * @param more whether changes after {@code next} were seen; when false, the feed ended here at the time of reading
 * @param isUnknown whether the store does not know the cursor that was asked for: the store was restored to an earlier
 *     state, or the cursor is another store's. There are no changes then, and the caller reads the feed from the start
 */
public record ChangeBatch(List<Change> changes, Cursor next, boolean more, boolean isUnknown) {
    /** Takes a copy of the list. */
    public ChangeBatch {
        changes = List.copyOf(changes);
        Objects.requireNonNull(next, "next");
    }

    /** A stretch after a cursor that the store knows. */
    public ChangeBatch(List<Change> changes, Cursor next, boolean more) {
        this(changes, next, more, false);
    }

    /** The answer to a cursor that the store does not know. */
    public static ChangeBatch unknown(Cursor after) {
        return new ChangeBatch(List.of(), after, false, true);
    }
}
