package dev.gitsync.servlet.internal.text;

import dev.gitsync.internal.server.transfer.MalformedRequestException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a JSON object (RFC 8259) from the body of a request. Strict: one object of valid UTF-8, without comments, trailing commas,
 * names that occur twice, or halves of surrogate pairs, and at most {@value #MAX_DEPTH} levels deep. The caller limits the size.
 */
public final class JsonReader {
    private static final int MAX_DEPTH = 16;
    private static final int HEX_DIGITS = 4;
    private static final int HEX = 16;
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?");
    private static final int MAX_LONG_CHARS = 18;
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** @throws MalformedRequestException if {@code body} is not a JSON object */
    public static JsonObject read(byte[] body) throws MalformedRequestException {
        JsonReader reader = new JsonReader(decode(body));
        reader.skipSpace();
        if (reader.peek() != '{') {
            throw new MalformedRequestException("the body is not a JSON object");
        }
        Map<String, Object> fields = reader.object(1);
        reader.skipSpace();
        if (reader.at < reader.text.length()) {
            throw reader.malformed();
        }
        return new JsonObject(fields);
    }

    private static String decode(byte[] body) throws MalformedRequestException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRequestException("the body is not UTF-8", e);
        }
    }

    /** Returns a string, a number, a boolean, a list, a {@link JsonObject}, or an empty optional for null. */
    private Object value(int depth) throws MalformedRequestException {
        if (depth > MAX_DEPTH) {
            throw new MalformedRequestException("the JSON has more than " + MAX_DEPTH + " levels");
        }
        return switch (peek()) {
            case '{' -> new JsonObject(object(depth));
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", Optional.empty());
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) throws MalformedRequestException {
        Map<String, Object> fields = new LinkedHashMap<>();
        expect('{');
        skipSpace();
        for (boolean isFirst = true; peek() != '}'; isFirst = false) {
            separate(isFirst);
            String name = string();
            skipSpace();
            expect(':');
            skipSpace();
            if (fields.put(name, value(depth + 1)) != null) {
                throw new MalformedRequestException("the JSON has a name twice");
            }
            skipSpace();
        }
        expect('}');
        return fields;
    }

    private List<Object> array(int depth) throws MalformedRequestException {
        List<Object> elements = new ArrayList<>();
        expect('[');
        skipSpace();
        for (boolean isFirst = true; peek() != ']'; isFirst = false) {
            separate(isFirst);
            elements.add(value(depth + 1));
            skipSpace();
        }
        expect(']');
        return elements;
    }

    /** Reads the comma before every element except the first. */
    private void separate(boolean isFirst) throws MalformedRequestException {
        if (!isFirst) {
            expect(',');
            skipSpace();
        }
    }

    private String string() throws MalformedRequestException {
        expect('"');
        StringBuilder result = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw malformed();
            }
            result.append(c == '\\' ? escaped() : c);
        }
        String string = result.toString();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(string)) {
            throw new MalformedRequestException("the JSON has half of a surrogate pair");
        }
        return string;
    }

    private char escaped() throws MalformedRequestException {
        char c = next();
        if (c == 'u') {
            String digits = text.substring(at, Math.min(at + HEX_DIGITS, text.length()));
            if (!digits.matches("[0-9a-fA-F]{4}")) {
                throw malformed();
            }
            at += HEX_DIGITS;
            return (char) Integer.parseInt(digits, HEX);
        }
        int escape = ESCAPES.indexOf(c);
        if (escape < 0) {
            throw malformed();
        }
        return ESCAPED.charAt(escape);
    }

    /** Reads a number: a long if it is an integer of at most 18 characters, otherwise a double. */
    private Number number() throws MalformedRequestException {
        Matcher matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw malformed();
        }
        at = matcher.end();
        boolean isLong = matcher.group(1) == null
                && matcher.group(2) == null
                && matcher.group().length() <= MAX_LONG_CHARS;
        return isLong ? (Number) Long.valueOf(matcher.group()) : (Number) Double.valueOf(matcher.group());
    }

    private Object word(String word, Object meaning) throws MalformedRequestException {
        if (!text.startsWith(word, at)) {
            throw malformed();
        }
        at += word.length();
        return meaning;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char c) throws MalformedRequestException {
        if (next() != c) {
            throw malformed();
        }
    }

    private char next() throws MalformedRequestException {
        char c = peek();
        at++;
        return c;
    }

    private char peek() throws MalformedRequestException {
        if (at >= text.length()) {
            throw new MalformedRequestException("the JSON has no end");
        }
        return text.charAt(at);
    }

    private MalformedRequestException malformed() {
        return new MalformedRequestException("the body is invalid JSON at character " + at);
    }
}
