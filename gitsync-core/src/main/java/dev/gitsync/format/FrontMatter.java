package dev.gitsync.format;

import org.jspecify.annotations.Nullable;

/**
 * The block between two lines of {@code ---} (YAML) or {@code +++} (TOML) at the top of a Markdown file, read line by line
 * for single keys. It is no parser of either: it finds a top-level key whose value is one scalar, and knows where that
 * stands, so that the rest of the block is never touched.
 *
 * <p>YAML may also be one flow mapping ({@link FlowMapping}). A block that is no mapping, such as a list or a line of text
 * between two thematic breaks, has no place for a key and counts as text.
 */
final class FrontMatter {
    private static final char BOM = '\uFEFF';

    private final String text;
    private final Syntax syntax;
    /** Where the first line inside the block begins. */
    private final int begin;
    /** Where the closing line begins. */
    private final int end;
    /** What every line of the mapping begins with. */
    private final String indent;
    /** The whole block, if it is one. */
    private final @Nullable FlowMapping flow;

    private FrontMatter(String text, Syntax syntax, int begin, int end) {
        this(text, syntax, begin, end, "", null);
    }

    private FrontMatter(String text, Syntax syntax, int begin, int end, String indent, @Nullable FlowMapping flow) {
        this.text = text;
        this.syntax = syntax;
        this.begin = begin;
        this.end = end;
        this.indent = indent;
        this.flow = flow;
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
                return syntax == Syntax.TOML ? new FrontMatter(text, syntax, begin, line) : yaml(text, begin, line);
            }
        }
        return null;
    }

    /** The YAML in a block, or null if it is no mapping. */
    private static @Nullable FrontMatter yaml(String text, int begin, int end) {
        int first = begin;
        while (first < end && isBlankOrComment(lineAt(text, first))) {
            first = nextLine(text, first);
        }
        if (first >= end) {
            return new FrontMatter(text, Syntax.YAML, begin, end);
        }
        String line = lineAt(text, first);
        int width = line.length() - line.stripLeading().length();
        if (line.charAt(width) == '{') {
            FlowMapping flow = FlowMapping.find(text, first + width, end);
            return flow == null ? null : new FrontMatter(text, Syntax.YAML, begin, end, "", flow);
        }
        return YamlScalar.isEntry(line.substring(width))
                ? new FrontMatter(text, Syntax.YAML, begin, end, line.substring(0, width), null)
                : null;
    }

    private static boolean isBlankOrComment(String line) {
        String solid = line.stripLeading();
        return solid.isEmpty() || solid.startsWith("#");
    }

    /** Where the text begins behind a byte order mark. */
    static int start(String text) {
        return !text.isEmpty() && text.charAt(0) == BOM ? 1 : 0;
    }

    /** The text with this entry, replaced or added. */
    String with(String key, String value) {
        if (flow != null) {
            return flow.with(key, value);
        }
        FrontMatterEntry entry = entry(key);
        int from = entry == null ? placeForEntry() : entry.begin();
        int to = entry == null ? from : entry.end();
        return text.substring(0, from) + line(key, value) + lineEnd() + text.substring(to);
    }

    /** The text without this entry if it stands first, and without the block if nothing else is in it; else the text. */
    String without(String key) {
        if (flow != null) {
            return flow.without(key);
        }
        FrontMatterEntry entry = entry(key);
        if (entry == null || entry.begin() != begin) {
            return text;
        }
        return entry.end() == end
                ? text.substring(0, start(text)) + text.substring(nextLine(text, end))
                : text.substring(0, entry.begin()) + text.substring(entry.end());
    }

    /** Where an entry can be added: first, or last if the first line would be read as its continuation. */
    private int placeForEntry() {
        return syntax == Syntax.YAML && continued(begin) > begin ? end : begin;
    }

    /** The line ending that the block uses. */
    private String lineEnd() {
        return text.startsWith("\r\n", begin - 2) ? "\r\n" : "\n";
    }

    /** An entry as a line of the block, without a line end. */
    private String line(String key, String value) {
        return syntax == Syntax.YAML
                ? indent + key + ": " + YamlScalar.write(value)
                : key + " = " + TomlString.write(value);
    }

    /** The first entry with this key at the top level, or null. */
    @Nullable
    FrontMatterEntry entry(String key) {
        if (flow != null) {
            return flow.entry(key);
        }
        return syntax == Syntax.YAML ? yamlEntry(key) : tomlEntry(key);
    }

    private @Nullable FrontMatterEntry yamlEntry(String key) {
        for (int line = begin; line < end; line = nextLine(text, line)) {
            int value = text.startsWith(indent, line) ? YamlScalar.valueOf(key, text, line + indent.length()) : -1;
            if (value >= 0) {
                int next = nextLine(text, line);
                for (int more = continued(next); more > next; more = continued(next)) {
                    next = more;
                }
                return new FrontMatterEntry(line, next, YamlScalar.read(text.substring(value, next)));
            }
        }
        return null;
    }

    /** Looks above the first table; what stands in a string of several lines is no entry. */
    private @Nullable FrontMatterEntry tomlEntry(String key) {
        for (int line = begin; line < end && !lineAt(text, line).stripLeading().startsWith("["); ) {
            int next = TomlString.endOfEntry(text, line, end);
            String value = TomlString.valueOf(key, text.substring(line, next));
            if (value != null) {
                return new FrontMatterEntry(line, next, TomlString.read(value));
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
        if (!text.startsWith(indent, solid)) {
            return line;
        }
        String rest = lineAt(text, solid).substring(indent.length());
        boolean item = solid == line && (rest.startsWith("- ") || rest.equals("-"));
        return rest.startsWith(" ") || rest.startsWith("\t") || item ? nextLine(text, solid) : line;
    }

    private static String lineAt(String text, int from) {
        int to = text.indexOf('\n', from);
        return text.substring(from, to < 0 ? text.length() : to).stripTrailing();
    }

    private static int nextLine(String text, int from) {
        int to = text.indexOf('\n', from);
        return to < 0 ? text.length() : to + 1;
    }
}
