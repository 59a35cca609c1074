package dev.gitsync.markdown.codec;

import dev.gitsync.model.PageId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A link by id, as the texts of the wiki contain it: {@code page:ID}, or {@code page:ID;PATH} if the file has a path in a style of
 * its own.
 *
 * @param id the page or attachment
 * @param hint the start of the path as its author wrote it, after the semicolon, or 0 if there is none
 */
record WikiForm(PageId id, int hint) {
    private static final String PLAIN = "-._~:@";

    /** Returns the link that is written in a text without a path. */
    static String written(String prefix, PageId id) {
        StringBuilder written = new StringBuilder(prefix);
        for (byte b : id.value().getBytes(StandardCharsets.US_ASCII)) {
            char c = (char) b;
            written.append(isPlain(c) ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) b));
        }
        return written.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    /** Returns the link that is written as {@code raw}, if it is one in the form that this class writes. */
    static Optional<WikiForm> read(String prefix, String raw) {
        if (!raw.startsWith(prefix)) {
            return Optional.empty();
        }
        int semicolon = raw.indexOf(';');
        String written = semicolon < 0 ? raw : raw.substring(0, semicolon);
        String value = decoded(written.substring(prefix.length()));
        if (!PageId.isValid(value)) {
            return Optional.empty();
        }
        PageId id = new PageId(value);
        return written(prefix, id).equals(written) ? Optional.of(new WikiForm(id, semicolon + 1)) : Optional.empty();
    }

    private static String decoded(String written) {
        StringBuilder decoded = new StringBuilder();
        for (int at = 0; at < written.length(); at++) {
            char c = written.charAt(at);
            int high = at + 2 < written.length() ? Character.digit(written.charAt(at + 1), 16) : -1;
            int low = at + 2 < written.length() ? Character.digit(written.charAt(at + 2), 16) : -1;
            if (c == '%' && high >= 0 && low >= 0) {
                c = (char) (16 * high + low);
                at += 2;
            }
            decoded.append(c);
        }
        return decoded.toString();
    }

    /** Returns whether the author's path follows. */
    boolean hasHint() {
        return hint > 0;
    }
}
