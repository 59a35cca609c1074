package dev.gitsync.servlet.internal.lfs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of an object that a response contains.
 *
 * @param first the position of the first byte
 * @param length the number of bytes
 * @param isPartial whether the client asked for a range
 */
record ByteRange(long first, long length, boolean isPartial) {
    private static final Pattern FORMAT = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * Parses the header {@code Range} (RFC 9110, section 14.2). The whole object is the answer to a header that is missing, invalid, or
     * asks for several ranges.
     *
     * @return the range; empty if it begins after the end of the object
     */
    static Optional<ByteRange> of(@Nullable String header, long size) {
        Matcher matcher = FORMAT.matcher(header == null ? "" : header);
        if (!matcher.matches()) {
            return Optional.of(whole(size));
        } else if (matcher.group(1).isEmpty()) {
            return matcher.group(2).isEmpty()
                    ? Optional.of(whole(size))
                    : suffix(Long.parseLong(matcher.group(2)), size);
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
        if (last < first) {
            return Optional.of(whole(size));
        }
        return first < size
                ? Optional.of(new ByteRange(first, Math.min(last, size - 1) - first + 1, true))
                : Optional.empty();
    }

    private static Optional<ByteRange> suffix(long wanted, long size) {
        long length = Math.min(wanted, size);
        return length == 0 ? Optional.empty() : Optional.of(new ByteRange(size - length, length, true));
    }

    static ByteRange whole(long size) {
        return new ByteRange(0, size, false);
    }

    /** Returns the value of {@code Content-Range} for an object of {@code size} bytes. */
    String contentRange(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
