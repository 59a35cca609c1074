package dev.gitsync.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The entries of a block of TOML that are at the top level or in a table {@code taxonomies}, with their positions. */
final class TomlEntries {
    private static final String TABLE = "taxonomies";

    private final String text;
    private final int end;
    private final List<Entry> entries = new ArrayList<>();
    /** The position for a new entry: after the last entry of the table, or else of the top level. */
    private int place;

    private TomlEntries(String text, int end) {
        this.text = text;
        this.end = end;
    }

    /** An entry, and whether it is in the table. */
    private record Entry(boolean isInTable, int begin, int end) {}

    static TomlEntries of(String text, int begin, int end) {
        TomlEntries read = new TomlEntries(text, end);
        read.read(begin);
        return read;
    }

    private void read(int begin) {
        place = begin;
        boolean isTop = true;
        boolean isInTable = false;
        for (int at = begin; at < end; ) {
            int lineEnd = text.indexOf('\n', at);
            int next = lineEnd < 0 ? end : Math.min(lineEnd + 1, end);
            String line = text.substring(at, next).strip();
            if (line.startsWith("[")) {
                isTop = false;
                isInTable = isTable(line);
                place = isInTable ? next : place;
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                next = TomlString.endOfEntry(text, at, end);
                if (isTop || isInTable) {
                    entries.add(new Entry(isInTable, at, next));
                    place = next;
                }
            }
            at = next;
        }
    }

    private static boolean isTable(String line) {
        int close = line.indexOf(']');
        return close > 0 && line.substring(1, close).strip().equals(TABLE);
    }

    /** Returns where the value of the first entry with this key is. */
    Optional<FrontMatterValue> value(String key) {
        for (String written : List.of(key, TABLE + "." + key)) {
            for (Entry entry : entries) {
                boolean fits = !entry.isInTable() || written.equals(key);
                String found = fits ? TomlString.valueOf(written, text.substring(entry.begin(), entry.end())) : null;
                if (found != null) {
                    int begin = entry.end() - found.length();
                    return Optional.of(new FrontMatterValue(FrontMatterValue.Syntax.TOML, begin, entry.end(), end));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the position for a new entry. */
    int placeForEntry() {
        return place;
    }
}
