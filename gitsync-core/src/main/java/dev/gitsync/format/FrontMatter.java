package dev.gitsync.format;

import org.jspecify.annotations.Nullable;

/**
 * The block between two lines of {@code ---} at the top of a Markdown file, read line by line for single keys. It is not
 * a YAML parser: it finds a top-level key whose value is one plain or quoted scalar, and knows where that stands, so that
 * the rest of the block is never touched.
 */
final class FrontMatter {
    private static final char BOM = '\uFEFF';

    private final String text;
    /** Where the first line inside the block begins. */
    private final int begin;
    /** Where the closing line begins. */
    private final int end;

    private FrontMatter(String text, int begin, int end) {
        this.text = text;
        this.begin = begin;
        this.end = end;
    }

    /** The block at the top of {@code text}, or null when there is none. */
    static @Nullable FrontMatter find(String text) {
        int open = start(text);
        if (!lineAt(text, open).equals("---")) {
            return null;
        }
        int begin = nextLine(text, open);
        for (int line = begin; line < text.length(); line = nextLine(text, line)) {
            String content = lineAt(text, line);
            if (content.equals("---") || content.equals("...")) {
                return new FrontMatter(text, begin, line);
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
        return continued(begin) > begin ? end : begin;
    }

    /** Where the text begins behind the block. */
    int bodyStart() {
        return nextLine(text, end);
    }

    /** The line ending that the block uses. */
    String lineEnd() {
        return text.startsWith("\r\n", begin - 2) ? "\r\n" : "\n";
    }

    /** The first entry with this key at the top level, or null. */
    @Nullable
    Entry entry(String key) {
        for (int line = begin; line < end; line = nextLine(text, line)) {
            if (text.startsWith(key + ":", line)) {
                int next = nextLine(text, line);
                for (int more = continued(next); more > next; more = continued(next)) {
                    next = more;
                }
                return new Entry(line, next, text.substring(line + key.length() + 1, next));
            }
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
     * @param raw all that stands behind the colon, with the line end
     */
    record Entry(int begin, int end, String raw) {
        /** The value, or null when it is empty or more than one scalar. */
        @Nullable
        String scalar() {
            return YamlScalar.read(raw);
        }
    }
}
