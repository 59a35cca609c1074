package dev.gitsync.testkit;

import dev.gitsync.model.Change;
import dev.gitsync.model.Change.Tombstone;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.store.ChangeBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The change feed of one space. The lock of the {@link InMemorySpace} guards it. */
final class InMemoryFeed {
    /**
     * The interval of skipped versions: the version after each multiple of this is skipped. Versions increase, but not
     * necessarily by one.
     */
    private static final int GAPS = 3;

    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,9})-[0-9a-f]+");

    private final List<Change> changes = new ArrayList<>();

    ChangeBatch after(Cursor after, int limit) {
        OptionalInt position = position(after);
        if (position.isEmpty()) {
            return ChangeBatch.unknown(after);
        }
        int from = position.getAsInt();
        int to = Math.min(changes.size(), from + Math.min(limit, changes.size()));
        return new ChangeBatch(changes.subList(from, to), to == from ? after : cursor(to), to < changes.size());
    }

    List<Change> all() {
        return List.copyOf(changes);
    }

    void add(Change change) {
        changes.add(change);
    }

    void replace(List<Change> others) {
        changes.clear();
        changes.addAll(others);
    }

    /** Returns the cursor before the last {@code count} changes. */
    Cursor beforeLast(int count) {
        return cursor(changes.size() - count);
    }

    /** Returns the tombstones directly before the newest one of a page, in their order. */
    List<Tombstone> tombstonesBefore(PageId page) {
        int at = changes.size() - 1;
        while (at >= 0
                && !(changes.get(at) instanceof Tombstone tombstone
                        && tombstone.id().equals(page))) {
            at--;
        }
        List<Tombstone> found = new ArrayList<>();
        while (--at >= 0 && changes.get(at) instanceof Tombstone tombstone) {
            found.add(0, tombstone);
        }
        return found;
    }

    /** Returns the position of a cursor in this feed; empty if the cursor is not from this feed. */
    private OptionalInt position(Cursor cursor) {
        if (cursor.equals(Cursor.START)) {
            return OptionalInt.of(0);
        }
        int position = positionIn(cursor);
        boolean isKnown =
                position > 0 && position <= changes.size() && cursor(position).equals(cursor);
        return isKnown ? OptionalInt.of(position) : OptionalInt.empty();
    }

    private static int positionIn(Cursor cursor) {
        Matcher matcher = CURSOR.matcher(cursor.value());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    /** Returns a cursor, which contains the number of changes before it and identifies the last of them. */
    private Cursor cursor(int position) {
        return position == 0
                ? Cursor.START
                : new Cursor(position + "-"
                        + Integer.toHexString(changes.get(position - 1).hashCode()));
    }

    /** Returns the version after this one. */
    static long nextVersion(long version) {
        return version + (version % GAPS == 0 ? 2 : 1);
    }
}
