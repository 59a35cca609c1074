package dev.gitsync.format.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place among siblings: directly before or after one of them, or at an end. Immutable. */
public final class Position {
    private final boolean isBefore;
    private final @Nullable String sibling;

    private Position(boolean isBefore, @Nullable String sibling) {
        this.isBefore = isBefore;
        this.sibling = sibling;
    }

    /** Returns the place directly before a sibling. */
    public static Position before(String sibling) {
        return new Position(true, sibling);
    }

    /** Returns the place directly after a sibling. */
    public static Position after(String sibling) {
        return new Position(false, sibling);
    }

    /** Returns the place before all siblings. */
    public static Position first() {
        return new Position(true, null);
    }

    /** Returns the place after all siblings. */
    public static Position last() {
        return new Position(false, null);
    }

    boolean isAt(String name) {
        return name.equals(sibling);
    }

    /** Returns the index of this place among names; after all of them if the sibling is not there. */
    int in(List<String> names) {
        int at = names.indexOf(sibling);
        if (at < 0) {
            return isBefore && sibling == null ? 0 : names.size();
        }
        return isBefore ? at : at + 1;
    }
}
