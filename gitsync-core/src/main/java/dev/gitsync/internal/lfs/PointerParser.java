package dev.gitsync.internal.lfs;

import dev.gitsync.model.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a pointer as git-lfs does ({@code lfs/pointer.go} of version 3.3), which accepts more than the specification allows. A file
 * that git-lfs takes for a pointer, but gitsync does not, would break every clone if its object were missing:
 *
 * <ol>
 *   <li>White space around the text does not count, nor do empty lines and carriage returns before line ends.
 *   <li>The keys are {@code version}, {@code oid} and {@code size}, in this order, each followed by one space and its value.
 *   <li>A line whose key begins with {@code ext-}, a digit and a name may stand anywhere before the size. No two different ones have
 *       the same digit, and their values are hashes.
 *   <li>The size is a decimal number from 0, with a sign and leading zeros if it has any.
 * </ol>
 */
final class PointerParser {
    private static final String ASCII_SPACE = "\t\n\u000b\f\r ";
    private static final char NEXT_LINE = '\u0085';
    private static final Pattern EXTENSION = Pattern.compile("ext-([0-9])-[0-9A-Za-z_].*");
    private static final Pattern OID = Pattern.compile("sha256:([0-9a-f]{64})");
    private static final Pattern SIZE = Pattern.compile("[+-]?[0-9]+");
    /** The names of the version; the first is the one that git-lfs writes. */
    static final List<String> VERSIONS = List.of(
            "https://git-lfs.github.com/spec/v1", "https://hawser.github.com/spec/v1", "http://git-media.io/v/2");

    private final Map<String, String> extensions = new HashMap<>();
    private final Iterator<String> keys = List.of("version", "oid", "size").iterator();
    private final Map<String, String> values = new HashMap<>();

    private PointerParser() {}

    /** Parses a text; empty if it is no pointer. */
    static Optional<PointerParser> parse(byte[] blob) {
        PointerParser parser = new PointerParser();
        for (String line : strip(new String(blob, StandardCharsets.UTF_8)).split("\n", -1)) {
            String content = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!content.isEmpty() && !parser.accepts(content)) {
                return Optional.empty();
            }
        }
        return parser.isPointer() ? Optional.of(parser) : Optional.empty();
    }

    /** Returns the hash of the contents. */
    ContentHash hash() {
        return new ContentHash(value("oid").substring("sha256:".length()));
    }

    /** Returns the size of the contents in bytes. */
    long size() {
        return number(value("size"));
    }

    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Returns whether a character has the Unicode property White_Space. */
    private static boolean isSpace(char c) {
        return ASCII_SPACE.indexOf(c) >= 0 || c == NEXT_LINE || (c > ' ' && Character.isSpaceChar(c));
    }

    private boolean accepts(String line) {
        int space = line.indexOf(' ');
        if (space < 0 || !keys.hasNext()) {
            return false;
        }
        String key = line.substring(0, space);
        String value = line.substring(space + 1);
        Matcher extension = EXTENSION.matcher(key);
        if (extension.matches()) {
            return OID.matcher(value).matches() && isFirst(extension.group(1), key);
        }
        values.put(key, value);
        return key.equals(keys.next());
    }

    private boolean isFirst(String digit, String key) {
        String other = extensions.putIfAbsent(digit, key);
        return other == null || other.equals(key);
    }

    private boolean isPointer() {
        return VERSIONS.contains(value("version")) && OID.matcher(value("oid")).matches() && size() >= 0;
    }

    private String value(String key) {
        return values.getOrDefault(key, "");
    }

    /** Parses a number of at most 64 bits; returns a negative one for anything else. */
    private static long number(String text) {
        try {
            return SIZE.matcher(text).matches() ? Long.parseLong(text) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
