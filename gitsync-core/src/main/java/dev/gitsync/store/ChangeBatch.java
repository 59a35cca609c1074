package dev.gitsync.store;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import java.util.List;
import java.util.Objects;

/**
 * A batch of changes from the change feed, or the information that the store does not know the cursor.
 *
 * @param changes the changes in commit order, possibly none
 * @param next the position after the last of them; the requested cursor if there are none
 * @param more whether the feed has changes after {@code next}; if false, the feed ended here at the time of reading
 * @param isUnknown whether the store does not know the requested cursor: the store was restored to an earlier state, or the
 *     cursor belongs to another store. There are no changes then, and the caller reads the feed from the start
 */
public record ChangeBatch(List<Change> changes, Cursor next, boolean more, boolean isUnknown) {
    /** Copies the list. */
    public ChangeBatch {
        changes = List.copyOf(changes);
        Objects.requireNonNull(next, "next");
    }

    /** Creates a batch that follows a cursor known to the store. */
    public ChangeBatch(List<Change> changes, Cursor next, boolean more) {
        this(changes, next, more, false);
    }

    /** Returns the batch for a cursor that the store does not know. */
    public static ChangeBatch unknown(Cursor after) {
        return new ChangeBatch(List.of(), after, false, true);
    }
}
