package dev.gitsync.demo.files;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names of files: which ones people may choose, how they are shown, and how they are written into headers. */
public final class FileNames {
    /** The maximum length of a name, in characters. */
    public static final int MAX_NAME = 200;

    /** Joiners, which the writing of many languages and emoji need. */
    private static final int ZWNJ = 0x200C;

    private static final int ZWJ = 0x200D;

    private FileNames() {}

    /** The objection to a name that a user chose. What a push brought may have another form. */
    static Optional<String> objection(String name) {
        if (name.isBlank() || name.length() > MAX_NAME) {
            return Optional.of("The name of a file has 1 to " + MAX_NAME + " characters.");
        } else if (name.codePoints().anyMatch(FileNames::isInvisible)) {
            return Optional.of(
                    "The name of a file can't contain line breaks, control characters or marks that change its direction.");
        } else if (Arrays.stream(name.split("/", -1)).anyMatch(part -> part.isBlank() || part.matches("\\.\\.?"))) {
            return Optional.of("The name of a file can contain slashes, but no empty folder, no . and no ..");
        }
        return Optional.empty();
    }

    private static boolean isInvisible(int character) {
        int type = Character.getType(character);
        return character != ZWNJ && character != ZWJ && hasNoForm(type);
    }

    private static boolean hasNoForm(int type) {
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** The name with a visible form of every character that has none: a name must not look like another one. */
    public static String shown(String name) {
        return name.codePoints()
                .mapToObj(character ->
                        isInvisible(character) ? String.format("\\u%04X", character) : Character.toString(character))
                .collect(Collectors.joining());
    }

    /** The last part of a name, behind its folders. */
    public static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The name that a browser sent for a file: without folders of its machine, and with the quotation marks that it had. */
    public static String ofUpload(String sent) {
        String name = sent.replace("%22", "\"");
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /** The value of {@code Content-Disposition}, with the name as RFC 6266 and RFC 8187 write it. */
    static String disposition(String kind, String name) {
        String last = last(name);
        String plain = last.codePoints()
                .mapToObj(character -> character >= ' ' && character < 127 && "\"\\%".indexOf(character) < 0
                        ? Character.toString(character)
                        : "_")
                .collect(Collectors.joining());
        // A form escapes more than RFC 8187 requires, with the exception of the asterisk and the blank.
        String encoded = URLEncoder.encode(last, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return kind + "; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
