package dev.gitsync.internal.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Records as text: one line for each, in the order of their keys, with the key first, tabs between fields, and a
 * backslash before special characters. The text is searched and edited without parsing it, since most of its records are
 * never read.
 */
final class Records {
    private static final char ESCAPE = '\\';

    private Records() {}

    /** Returns the line of a key, in the form that {@link #line} returns. */
    static Optional<String> find(String text, String key) {
        String start = escaped(key);
        int end = keyEnd(text, start);
        return end < 0 ? Optional.empty() : Optional.of(text.substring(end, text.indexOf('\n', end)));
    }

    /** Returns the text with this line for a key, at its position in the order of keys. */
    static String with(String text, String key, String line) {
        String start = escaped(key);
        int end = keyEnd(text, start);
        if (end >= 0) {
            return text.substring(0, end) + line + text.substring(text.indexOf('\n', end));
        }
        int place = 0;
        while (place < text.length() && compareKey(text, place, key) < 0) {
            place = text.indexOf('\n', place) + 1;
        }
        return text.substring(0, place) + start + line + '\n' + text.substring(place);
    }

    /** Returns the text without the line of a key. */
    static String without(String text, String key) {
        String start = escaped(key);
        int end = keyEnd(text, start);
        return end < 0 ? text : text.substring(0, end - start.length()) + text.substring(text.indexOf('\n', end) + 1);
    }

    /** Returns the number of records in a text. */
    static int count(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** Passes the key and the line of each record to {@code visitor}, in the order of keys. */
    static void forEach(String text, BiConsumer<String, String> visitor) {
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            int tab = text.indexOf('\t', start);
            int keyEnd = tab < 0 || tab > end ? end : tab;
            visitor.accept(unescaped(text.substring(start, keyEnd)), text.substring(keyEnd, end));
            start = end + 1;
        }
    }

    /** Returns the part of a record after its key, for these fields. */
    static String line(List<String> fields) {
        StringBuilder out = new StringBuilder();
        for (String field : fields) {
            out.append('\t');
            escape(out, field);
        }
        return out.toString();
    }

    /** Returns the fields of a record, given the part after its key. */
    static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        for (int start = 0; start < line.length(); ) {
            int end = line.indexOf('\t', start + 1);
            end = end < 0 ? line.length() : end;
            fields.add(unescaped(line.substring(start + 1, end)));
            start = end;
        }
        return List.copyOf(fields);
    }

    /** Returns where the key of the record that starts with {@code start} ends, or -1. No key contains a line break. */
    private static int keyEnd(String text, String start) {
        for (int at = text.startsWith(start) ? 0 : next(text, start, 0); at >= 0; at = next(text, start, at)) {
            int end = at + start.length();
            if (end < text.length() && text.charAt(end) <= '\n') {
                return end;
            }
        }
        return -1;
    }

    private static int next(String text, String start, int from) {
        int at = text.indexOf('\n' + start, from);
        return at < 0 ? -1 : at + 1;
    }

    /** Compares the key of the record that begins at {@code start} with another key, in the order of strings. */
    private static int compareKey(String text, int start, String key) {
        int at = start;
        for (int i = 0; i < key.length(); i++) {
            char c = text.charAt(at++);
            if (c == '\t' || c == '\n') {
                return -1;
            }
            int order = Character.compare(c == ESCAPE ? unescaped(text.charAt(at++)) : c, key.charAt(i));
            if (order != 0) {
                return order;
            }
        }
        return text.charAt(at) <= '\n' ? 0 : 1;
    }

    private static String escaped(String field) {
        StringBuilder out = new StringBuilder(field.length());
        escape(out, field);
        return out.toString();
    }

    private static void escape(StringBuilder out, String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            switch (c) {
                case ESCAPE -> out.append("\\\\");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
    }

    private static String unescaped(String field) {
        if (field.indexOf(ESCAPE) < 0) {
            return field;
        }
        StringBuilder out = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            out.append(c == ESCAPE ? unescaped(field.charAt(++i)) : c);
        }
        return out.toString();
    }

    private static char unescaped(char c) {
        return c == 't' ? '\t' : c == 'n' ? '\n' : c;
    }
}
