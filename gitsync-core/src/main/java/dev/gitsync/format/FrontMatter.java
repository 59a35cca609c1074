package dev.gitsync.format;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The block between two lines of {@code ---} (YAML) or {@code +++} (TOML) at the top of a Markdown file, read line by
 * line for single keys. It parses neither format: it finds a top-level key whose value is one scalar, and its position,
 * so that the rest of the block never changes.
 *
 * <p>YAML may also be one flow mapping ({@link FlowMapping}). A block that is not a mapping, such as a list or a line
 * of text between two thematic breaks, counts as text.
 *
 * <p>Positions count {@code char}s from the beginning of the text. Immutable.
 */
public final class FrontMatter {
    private static final char BOM = '\uFEFF';

    private final String text;
    private final Syntax syntax;
    /** The position of the first line inside the block. */
    private final int begin;
    /** The position of the closing line. */
    private final int end;
    /** The blanks with which every line of the mapping begins. */
    private final String indent;
    /** The whole block, if it is a flow mapping. */
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

    /** Returns the block at the top of {@code text}, if there is one. */
    public static Optional<FrontMatter> find(String text) {
        int open = start(text);
        String fence = lineAt(text, open);
        if (!fence.equals("---") && !fence.equals("+++")) {
            return Optional.empty();
        }
        Syntax syntax = fence.equals("---") ? Syntax.YAML : Syntax.TOML;
        int begin = nextLine(text, open);
        for (int line = begin; line < text.length(); line = nextLine(text, line)) {
            String content = lineAt(text, line);
            if (content.equals(fence) || (syntax == Syntax.YAML && content.equals("..."))) {
                return syntax == Syntax.TOML
                        ? Optional.of(new FrontMatter(text, syntax, begin, line))
                        : yaml(text, begin, line);
            }
        }
        return Optional.empty();
    }

    /** Returns the YAML in a block, or nothing if it is not a mapping. */
    private static Optional<FrontMatter> yaml(String text, int begin, int end) {
        int first = begin;
        while (first < end && isBlankOrComment(lineAt(text, first))) {
            first = nextLine(text, first);
        }
        if (first >= end) {
            return Optional.of(new FrontMatter(text, Syntax.YAML, begin, end));
        }
        String line = lineAt(text, first);
        int width = line.length() - line.stripLeading().length();
        if (line.charAt(width) == '{') {
            return Optional.ofNullable(FlowMapping.find(text, first + width, end))
                    .map(flow -> new FrontMatter(text, Syntax.YAML, begin, end, "", flow));
        }
        return YamlScalar.isEntry(line.substring(width))
                ? Optional.of(new FrontMatter(text, Syntax.YAML, begin, end, line.substring(0, width), null))
                : Optional.empty();
    }

    private static boolean isBlankOrComment(String line) {
        String solid = line.stripLeading();
        return solid.isEmpty() || solid.startsWith("#");
    }

    /** Returns the position of the first line below the block; the length of the text if there is none. */
    public int bodyStart() {
        return nextLine(text, end);
    }

    /** Returns the first entry with this key at the top level. */
    public Optional<FrontMatterEntry> findEntry(String key) {
        return Optional.ofNullable(entry(key));
    }

    /** Returns where the value of the first entry with this key at the top level is; in TOML, also in a table {@code taxonomies}. */
    public Optional<FrontMatterValue> findValue(String key) {
        if (flow != null) {
            return Optional.ofNullable(flow.value(key))
                    .map(at -> new FrontMatterValue(FrontMatterValue.Syntax.YAML_FLOW, at.begin(), at.end(), at.end()));
        }
        if (syntax == Syntax.TOML) {
            return TomlEntries.of(text, begin, end).value(key);
        }
        FrontMatterEntry entry = yamlEntry(key);
        return Optional.ofNullable(entry)
                .map(at -> new FrontMatterValue(
                        FrontMatterValue.Syntax.YAML,
                        YamlScalar.valueOf(key, text, at.begin() + indent.length()),
                        at.end(),
                        end));
    }

    /** Returns how a new entry is written. */
    public FrontMatterValue.Syntax newEntrySyntax() {
        if (flow != null) {
            return FrontMatterValue.Syntax.YAML_FLOW;
        }
        return syntax == Syntax.TOML ? FrontMatterValue.Syntax.TOML : FrontMatterValue.Syntax.YAML;
    }

    /** Returns the text with a new entry after all others at the top level, whose value is written as {@code value}. */
    public String append(String key, String value) {
        if (flow != null) {
            return flow.append(key + ": " + value);
        }
        boolean isToml = syntax == Syntax.TOML;
        int at = isToml ? TomlEntries.of(text, begin, end).placeForEntry() : end;
        String entry = isToml ? key + " = " + value : indent + key + ": " + value;
        return text.substring(0, at) + entry + lineEnd() + text.substring(at);
    }

    /** Returns a text with a new YAML block at its top that has one entry, whose value is written as {@code value}. */
    public static String create(String text, String key, String value) {
        int start = start(text);
        int line = text.indexOf('\n');
        String end = line > 0 && text.charAt(line - 1) == '\r' ? "\r\n" : "\n";
        return text.substring(0, start) + "---" + end + key + ": " + value + end + "---" + end + text.substring(start);
    }

    /** Returns the position of the text after a byte order mark. */
    static int start(String text) {
        return !text.isEmpty() && text.charAt(0) == BOM ? 1 : 0;
    }

    /** Returns the text with this entry, replaced or added. */
    String with(String key, String value) {
        if (flow != null) {
            return flow.with(key, value);
        }
        FrontMatterEntry entry = entry(key);
        int from = entry == null ? placeForEntry() : entry.begin();
        int to = entry == null ? from : entry.end();
        return text.substring(0, from) + line(key, value) + lineEnd() + text.substring(to);
    }

    /**
     * Returns the text without this entry if it is the first one, and without the block if the block has no other
     * content. Otherwise returns the text itself.
     */
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

    /** Returns the position for a new entry: first, or last if the first line would be read as its continuation. */
    private int placeForEntry() {
        return syntax == Syntax.YAML && continued(begin) > begin ? end : begin;
    }

    /** Returns the line ending that the block uses. */
    private String lineEnd() {
        return text.startsWith("\r\n", begin - 2) ? "\r\n" : "\n";
    }

    /** Returns an entry as a line of the block, without a line ending. */
    private String line(String key, String value) {
        return syntax == Syntax.YAML
                ? indent + key + ": " + YamlScalar.write(value)
                : key + " = " + StringEscapes.quote(value);
    }

    /** Returns the first entry with this key at the top level, or null. */
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

    /** Searches above the first table; the content of a string of several lines is not an entry. */
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
     * Returns the position after a line that belongs to the entry above: an indented line with the blank lines before
     * it, or an item of a list. Returns {@code line} itself if it is neither.
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
