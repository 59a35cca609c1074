package dev.gitsync.servlet.internal.text;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes JSON (RFC 8259) from maps, collections, strings, numbers, booleans and optionals; an empty optional becomes null. */
public final class Json {
    private Json() {}

    /** Returns {@code value} as JSON. */
    public static String write(Object value) {
        StringBuilder json = new StringBuilder();
        append(json, value);
        return json.toString();
    }

    /** Returns a map of alternating names and values, in this order. */
    public static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<Object> all = List.of(namesAndValues);
        for (int i = 0; i < all.size(); i += 2) {
            fields.put((String) all.get(i), all.get(i + 1));
        }
        return fields;
    }

    private static void append(StringBuilder json, Object value) {
        if (value instanceof Map<?, ?> map) {
            appendMap(json, map);
        } else if (value instanceof Collection<?> collection) {
            appendCollection(json, collection);
        } else if (value instanceof Optional<?> optional) {
            optional.ifPresentOrElse(inner -> append(json, inner), () -> json.append("null"));
        } else if (value instanceof Number || value instanceof Boolean) {
            json.append(value);
        } else {
            appendText(json, value.toString());
        }
    }

    private static void appendMap(StringBuilder json, Map<?, ?> map) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.append(separator);
            appendText(json, entry.getKey().toString());
            json.append(':');
            append(json, entry.getValue());
            separator = ",";
        }
        json.append(map.isEmpty() ? "{}" : "}");
    }

    private static void appendCollection(StringBuilder json, Collection<?> collection) {
        String separator = "[";
        for (Object element : collection) {
            json.append(separator);
            append(json, element);
            separator = ",";
        }
        json.append(collection.isEmpty() ? "[]" : "]");
    }

    private static void appendText(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isHarmless = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
            if (isHarmless || (c > 0xa0 && !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029')) {
                json.append(c);
            } else {
                json.append(String.format("\\u%04x", (int) c));
            }
        }
        json.append('"');
    }
}
