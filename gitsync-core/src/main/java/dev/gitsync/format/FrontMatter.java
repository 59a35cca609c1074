package dev.gitsync.format;

import org.jspecify.annotations.Nullable;

/**
 * The block between two lines of {@code ---} (YAML) or {@code +++} (TOML) at the top of a Markdown file, read line by line
 * for single keys. It is no parser of either: it finds a top-level key whose value is one scalar, and knows where that
 * stands, so that the rest of the block is never touched.
 */
final class FrontMatter {
    private static final char BOM = '\uFEFF';

    private final String text;
    private final Syntax syntax;
    /** Where the first line inside the block begins. */
    private final int begin;
    /** Where the closing line begins. */
    private final int end;

    private FrontMatter(String text, Syntax syntax, int begin, int end) {
        this.text = text;
        this.syntax = syntax;
        this.begin = begin;
        this.end = end;
    }

    private enum Syntax {
        YAML,
        TOML
    }

    /** The block at the top of {@code text}, or null when there is none. */
    static @Nullable FrontMatter find(String text) {
        int open = start(text);
        String fence = lineAt(text, open);
        if (!fence.equals("---") && !fence.equals("+++")) {
            return null;
        }
        Syntax syntax = fence.equals("---") ? Syntax.YAML : Syntax.TOML;
        int begin = nextLine(text, open);
        for (int line = begin; line < text.length(); line = nextLine(text, line)) {
            String content = lineAt(text, line);
            if (content.equals(fence) || (syntax == Syntax.YAML && content.equals("..."))) {
                return new FrontMatter(text, syntax, begin, line);
            }
        }
        return null;
    }

    /** Where the text begins behind a byte order mark. */
    static int start(String text) {
        return !text.isEmpty() && text.charAt(0) == BOM ? 1 : 0;
    }

    int begin() {
        return begin;
    }

    int end() {
        return end;
    }

    /** Where an entry can be added: first, or last if the first line would be read as its continuation. */
    int placeForEntry() {
        return syntax == Syntax.YAML && continued(begin) > begin ? end : begin;
    }

    /** Where the text begins behind the block. */
    int bodyStart() {
        return nextLine(text, end);
    }

    /** The line ending that the block uses. */
    String lineEnd() {
        return text.startsWith("\r\n", begin - 2) ? "\r\n" : "\n";
    }

    /** An entry as a line of the block, without a line end. */
    String line(String key, String value) {
        return syntax == Syntax.YAML ? key + ": " + YamlScalar.write(value) : key + " = " + TomlString.write(value);
    }

    /** The first entry with this key at the top level, or null. */
    @Nullable
    Entry entry(String key) {
        return syntax == Syntax.YAML ? yamlEntry(key) : tomlEntry(key);
    }

    private @Nullable Entry yamlEntry(String key) {
        for (int line = begin; line < end; line = nextLine(text, line)) {
            if (text.startsWith(key + ":", line)) {
                int next = nextLine(text, line);
                for (int more = continued(next); more > next; more = continued(next)) {
                    next = more;
                }
                return new Entry(line, next, YamlScalar.read(text.substring(line + key.length() + 1, next)));
            }
        }
        return null;
    }

    /** Looks above the first table; what stands in a string of several lines is no entry. */
    private @Nullable Entry tomlEntry(String key) {
        for (int line = begin; line < end && !lineAt(text, line).stripLeading().startsWith("["); ) {
            int next = TomlString.endOfEntry(text, line, end);
            String value = TomlString.valueOf(key, text.substring(line, next));
            if (value != null) {
                return new Entry(line, next, TomlString.read(value));
            }
            line = next;
        }
        return null;
    }

    /**
     * Where the text goes on behind a line that belongs to the entry above: one that is indented, with the blank lines
     * before it, or an item of a list. {@code line} itself if it is none.
     */
    private int continued(int line) {
        int solid = line;
        while (solid < end && lineAt(text, solid).isEmpty()) {
            solid = nextLine(text, solid);
        }
        if (solid >= end) {
            return line;
        }
        char first = text.charAt(solid);
        boolean item = solid == line
                && (text.startsWith("- ", line) || lineAt(text, line).equals("-"));
        return first == ' ' || first == '\t' || item ? nextLine(text, solid) : line;
    }

    private static String lineAt(String text, int from) {
        int to = text.indexOf('\n', from);
        return text.substring(from, to < 0 ? text.length() : to).stripTrailing();
    }

    private static int nextLine(String text, int from) {
        int to = text.indexOf('\n', from);
        return to < 0 ? text.length() : to + 1;
    }

    /**
     * One key with its value.
     *
     * @param begin where its line begins
     * @param end where the next entry begins
     * @param scalar the value, or null when it is empty or more than one scalar
     */
    record Entry(int begin, int end, @Nullable String scalar) {}
}
