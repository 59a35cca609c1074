package dev.gitsync.store;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import java.util.List;
import java.util.Objects;

/**
 * A stretch of the change feed.
 *
 * @param changes the changes in commit order, possibly none
 * @param next the place after the last of them; the cursor that was asked for when there are none
 * @param more whether changes after {@code next} were seen; when false, the feed ended here at the time of reading
 */
public record ChangeBatch(List<Change> changes, Cursor next, boolean more) {
    /** Takes a copy of the list. */
    public ChangeBatch {
        changes = List.copyOf(changes);
        Objects.requireNonNull(next, "next");
    }
}
