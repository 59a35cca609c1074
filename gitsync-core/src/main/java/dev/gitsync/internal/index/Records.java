package dev.gitsync.internal.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Records as text: a line each, the key first, tabs between fields, and a backslash before what would be mistaken. Most of
 * the records that are read are written again as they are, so a line is taken apart only when its fields are asked for.
 */
final class Records {
    private static final char ESCAPE = '\\';

    private Records() {}

    /** The text of lines by their keys; a line is what {@link #line} makes. */
    static String text(Map<String, String> lines) {
        StringBuilder out = new StringBuilder();
        lines.forEach((key, line) -> {
            escape(out, key);
            out.append(line).append('\n');
        });
        return out.toString();
    }

    /** The lines of a text, by their keys. */
    static SortedMap<String, String> lines(String text) {
        SortedMap<String, String> lines = new TreeMap<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            int tab = text.indexOf('\t', start);
            int keyEnd = tab < 0 || tab > end ? end : tab;
            lines.put(unescaped(text.substring(start, keyEnd)), text.substring(keyEnd, end));
            start = end + 1;
        }
        return lines;
    }

    /** What stands behind the key of a record with these fields. */
    static String line(List<String> fields) {
        StringBuilder out = new StringBuilder();
        for (String field : fields) {
            out.append('\t');
            escape(out, field);
        }
        return out.toString();
    }

    /** The fields of a record by what stands behind its key. */
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
