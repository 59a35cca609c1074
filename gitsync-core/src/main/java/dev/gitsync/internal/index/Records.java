package dev.gitsync.internal.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records as text: a line each, the key first, tabs between fields, and a backslash before what would be mistaken. */
final class Records {
    private Records() {}

    static String format(Map<String, List<String>> records) {
        StringBuilder out = new StringBuilder();
        records.forEach((key, fields) -> {
            escape(out, key);
            for (String field : fields) {
                out.append('\t');
                escape(out, field);
            }
            out.append('\n');
        });
        return out.toString();
    }

    static SortedMap<String, List<String>> parse(String text) {
        SortedMap<String, List<String>> records = new TreeMap<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                field.append(unescaped(text.charAt(++i)));
            } else if (c == '\t' || c == '\n') {
                fields.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    records.put(fields.get(0), List.copyOf(fields.subList(1, fields.size())));
                    fields.clear();
                }
            } else {
                field.append(c);
            }
        }
        return records;
    }

    private static void escape(StringBuilder out, String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
    }

    private static char unescaped(char c) {
        return c == 't' ? '\t' : c == 'n' ? '\n' : c;
    }
}
