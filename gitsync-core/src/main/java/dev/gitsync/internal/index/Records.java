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
        int start = place(text, key);
        if (!isAt(text, start, key)) {
            return Optional.empty();
        }
        return Optional.of(text.substring(keyEnd(text, start), text.indexOf('\n', start)));
    }

    /** Returns the text with this line for a key, at its position in the order of keys. */
    static String with(String text, String key, String line) {
        int start = place(text, key);
        if (isAt(text, start, key)) {
            return text.substring(0, keyEnd(text, start)) + line + text.substring(text.indexOf('\n', start));
        }
        return text.substring(0, start) + escaped(key) + line + '\n' + text.substring(start);
    }

    /** Returns the text without the line of a key. */
    static String without(String text, String key) {
        int start = place(text, key);
        return isAt(text, start, key) ? text.substring(0, start) + text.substring(text.indexOf('\n', start) + 1) : text;
    }

    /** Returns the number of records in a text. */
    static int count(String text) {
        int records = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                records++;
            }
        }
        return records;
    }

    /** Passes the key and the line of each record to {@code visitor}, in the order of keys. */
    static void forEach(String text, BiConsumer<String, String> visitor) {
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            int keyEnd = keyEnd(text, start);
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

    /** Returns where the record of a key begins, or where it would begin. */
    private static int place(String text, String key) {
        int low = 0;
        int high = text.length();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int start = text.lastIndexOf('\n', middle - 1) + 1;
            if (compareKey(text, start, key) < 0) {
                int end = text.indexOf('\n', middle);
                low = end < 0 ? high : end + 1;
            } else {
                high = start;
            }
        }
        return low;
    }

    private static boolean isAt(String text, int start, String key) {
        return start < text.length() && compareKey(text, start, key) == 0;
    }

    /** Returns where the key of the record that begins at {@code start} ends. */
    private static int keyEnd(String text, int start) {
        int end = start;
        while (!isEnd(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isEnd(char c) {
        return c == '\t' || c == '\n';
    }

    /** Compares the key of the record that begins at {@code start} with another key, in the order of strings. */
    private static int compareKey(String text, int start, String key) {
        int at = start;
        for (int i = 0; i < key.length(); i++) {
            char c = text.charAt(at++);
            if (isEnd(c)) {
                return -1;
            }
            int order = Character.compare(c == ESCAPE ? unescaped(text.charAt(at++)) : c, key.charAt(i));
            if (order != 0) {
                return order;
            }
        }
        return isEnd(text.charAt(at)) ? 0 : 1;
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
