package dev.gitsync.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a YAML flow mapping, {@code {title: A, tags: [a, b]}} (YAML 1.2, section 7.4.2), with their positions,
 * so that one of them can be replaced or added inside the braces. Values that are collections are skipped unread.
 */
final class FlowMapping {
    private final String text;
    private final int open;
    /** The position of the closing line; its first character, a dash or a dot, is none of the characters of a flow mapping. */
    private final int end;

    private final List<Item> items = new ArrayList<>();

    private FlowMapping(String text, int open, int end) {
        this.text = text;
        this.open = open;
        this.end = end;
    }

    /**
     * One entry.
     *
     * @param begin the position of its key
     * @param value the position of its value; {@code end} if it has none
     * @param end the position after its value
     */
    private record Item(String key, int begin, int value, int end) {}

    /** Returns the mapping whose brace is at {@code open}, or null if the text up to {@code end} is not one mapping. */
    static @Nullable FlowMapping find(String text, int open, int end) {
        FlowMapping mapping = new FlowMapping(text, open, end);
        int close = mapping.readItems();
        return close >= 0 && mapping.solid(close + 1) >= end ? mapping : null;
    }

    /** Returns the first entry with this key, or null. */
    @Nullable
    FrontMatterEntry entry(String key) {
        for (Item item : items) {
            if (item.key().equals(key)) {
                String value = YamlScalar.read(" " + text.substring(item.value(), item.end()));
                return new FrontMatterEntry(item.begin(), item.end(), value);
            }
        }
        return null;
    }

    /** Returns where the value of the first entry with this key is, or null. The scalar of the entry is not read. */
    @Nullable
    FrontMatterEntry value(String key) {
        for (Item item : items) {
            if (item.key().equals(key)) {
                int colon = text.lastIndexOf(':', item.value());
                int begin = colon > item.begin()
                                && text.substring(colon + 1, item.value()).isBlank()
                        ? colon + 1
                        : item.value();
                return new FrontMatterEntry(begin, item.end(), null);
            }
        }
        return null;
    }

    /** Returns the text in which a new entry comes last. */
    String append(String entry) {
        int at = items.isEmpty() ? open + 1 : items.get(items.size() - 1).end();
        return text.substring(0, at) + (items.isEmpty() ? "" : ", ") + entry + text.substring(at);
    }

    /** Returns the text in which this entry is replaced or, if it is new, comes first. */
    String with(String key, String value) {
        FrontMatterEntry entry = entry(key);
        String written = key + ": " + StringEscapes.quote(value);
        if (entry != null) {
            return text.substring(0, entry.begin()) + written + text.substring(entry.end());
        }
        String separator = items.isEmpty() ? "" : ", ";
        return text.substring(0, open + 1) + written + separator + text.substring(open + 1);
    }

    /**
     * Returns the text without this entry if the entry is where {@link #with} puts a new one, otherwise the text
     * itself.
     */
    String without(String key) {
        FrontMatterEntry entry = entry(key);
        if (entry == null || entry.begin() != open + 1) {
            return text;
        }
        boolean isFollowed = text.startsWith(", ", entry.end());
        return text.substring(0, entry.begin()) + text.substring(entry.end() + (isFollowed ? 2 : 0));
    }

    /** Reads the entries. Returns the position of the closing brace, or -1. */
    private int readItems() {
        int at = solid(open + 1);
        while (at < end && text.charAt(at) != '}') {
            at = solid(readItem(at));
            if (text.charAt(at) == ',') {
                at = solid(at + 1);
            } else if (text.charAt(at) != '}') {
                return -1;
            }
        }
        return at < end ? at : -1;
    }

    /** Reads an entry. Returns its end, or the end of the text if it is not an entry. */
    private int readItem(int begin) {
        int keyEnd = scalarEnd(begin);
        if (keyEnd <= begin) {
            return end;
        }
        String key = YamlScalar.read(" " + text.substring(begin, keyEnd));
        int colon = solid(keyEnd);
        boolean hasValue = text.charAt(colon) == ':';
        int value = hasValue ? solid(colon + 1) : keyEnd;
        int valueEnd = hasValue ? Math.max(nodeEnd(value), colon + 1) : keyEnd;
        items.add(new Item(key == null ? "" : key, begin, Math.min(value, valueEnd), valueEnd));
        return valueEnd;
    }

    private int nodeEnd(int begin) {
        boolean isCollection = text.charAt(begin) == '[' || text.charAt(begin) == '{';
        return isCollection ? collectionEnd(begin) : scalarEnd(begin);
    }

    private int collectionEnd(int begin) {
        int depth = 0;
        int at = begin;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '[' || c == '{') {
                depth++;
                at++;
            } else if (c == ']' || c == '}') {
                depth--;
                at++;
            } else {
                at = c == ',' || c == ':' ? at + 1 : Math.max(scalarEnd(at), at + 1);
            }
            if (depth == 0) {
                return at;
            }
            at = solid(at);
        }
        return end;
    }

    /** Returns the end of the scalar at {@code begin}; {@code begin} itself if there is none. */
    private int scalarEnd(int begin) {
        char quote = text.charAt(begin);
        if (quote == '"' || quote == '\'') {
            return quotedEnd(begin, quote);
        }
        int last = begin;
        for (int at = begin; at < end && !endsPlain(at); at++) {
            last = isBlank(text.charAt(at)) ? last : at + 1;
        }
        return last;
    }

    private int quotedEnd(int begin, char quote) {
        for (int at = begin + 1; at < end; at++) {
            char c = text.charAt(at);
            if (c == '\\' && quote == '"') {
                at++;
            } else if (c == quote && quote == '\'' && text.charAt(at + 1) == quote) {
                at++;
            } else if (c == quote) {
                return at + 1;
            }
        }
        return end;
    }

    private boolean endsPlain(int at) {
        char c = text.charAt(at);
        if (c == ':') {
            return isBlank(text.charAt(at + 1)) || isFlow(text.charAt(at + 1));
        }
        return isFlow(c) || (c == '#' && isBlank(text.charAt(at - 1)));
    }

    private static boolean isFlow(char c) {
        return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Returns the first position from {@code from} on that is neither blank nor in a comment. */
    private int solid(int from) {
        int at = from;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '#' && isBlank(text.charAt(at - 1))) {
                int line = text.indexOf('\n', at);
                at = line < 0 ? end : line;
            } else if (isBlank(c)) {
                at++;
            } else {
                return at;
            }
        }
        return end;
    }
}
