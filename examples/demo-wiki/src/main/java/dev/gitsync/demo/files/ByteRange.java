package dev.gitsync.demo.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a response contains.
 *
 * @param first the position of the first byte
 * @param length the number of bytes
 * @param isPartial whether the client asked for a part
 */
record ByteRange(long first, long length, boolean isPartial) {
    private static final Pattern FORMAT = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Parses the header {@code Range} (RFC 9110, section 14.2). The whole file is the answer to a header that is missing or invalid,
     * or asks for several ranges. Returns empty for a range that the file does not have.
     */
    static Optional<ByteRange> of(@Nullable String header, long size) {
        Matcher range = FORMAT.matcher(header == null ? "" : header);
        if (!range.matches() || range.group().equals("bytes=-")) {
            return Optional.of(whole(size));
        }
        boolean isSuffix = range.group(1).isEmpty();
        long first = isSuffix ? Math.max(0, size - Long.parseLong(range.group(2))) : Long.parseLong(range.group(1));
        long last = isSuffix || range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
        if (!isSuffix && last < first && !range.group(2).isEmpty()) {
            return Optional.of(whole(size));
        }
        return first < size
                ? Optional.of(new ByteRange(first, Math.min(last, size - 1) - first + 1, true))
                : Optional.empty();
    }

    static ByteRange whole(long size) {
        return new ByteRange(0, size, false);
    }

    /** The value of {@code Content-Range} in a file of {@code size} bytes. */
    String contentRange(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
