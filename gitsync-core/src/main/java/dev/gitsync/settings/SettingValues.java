package dev.gitsync.settings;

import dev.gitsync.error.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the values of settings as people write them. Each method throws {@link InvalidInputException} whose message says what
 * the text must be, for the end of a sentence.
 */
final class SettingValues {
    private static final Pattern AMOUNT = Pattern.compile("([+-]?\\d+)\\s*([A-Za-z]*)");
    private static final Map<String, Long> MILLIS =
            Map.of("", 1L, "ms", 1L, "s", 1_000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES = Map.of(
            "", 1L, "b", 1L, "kb", 1L << 10, "kib", 1L << 10, "mb", 1L << 20, "mib", 1L << 20, "gb", 1L << 30, "gib",
            1L << 30);
    private static final String A_DURATION =
            "a duration such as 500ms, 15s, 2m, 1h or PT15S; a number alone is milliseconds";
    private static final String A_SIZE = "a size such as 1048576, 512KB, 64MB or 1GB, where 1KB is 1024 bytes";
    private static final String A_NUMBER = "a whole number";

    private SettingValues() {}

    static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new InvalidInputException("true or false");
        };
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidInputException("a path of this system", e);
        }
    }

    /** A number with a unit, a number of milliseconds, or ISO 8601. */
    static Duration duration(String text) {
        if (!text.startsWith("P") && !text.startsWith("p")) {
            return Duration.ofMillis(amount(text, MILLIS, A_DURATION));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException(A_DURATION, e);
        }
    }

    /** A number of bytes, or one with a unit; units are powers of 1024. */
    static long size(String text) {
        return amount(text, BYTES, A_SIZE);
    }

    /** A size that is compared with a range of ints: what is larger than any int stays the largest. */
    static int smallSize(String text) {
        return clamp(size(text));
    }

    static long number(String text) {
        return amount(text, Map.of("", 1L), A_NUMBER);
    }

    static int integer(String text) {
        return clamp(number(text));
    }

    static double fraction(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("a number from 0 to 1", e);
        }
    }

    static <T extends Enum<T>> Function<String, T> word(T[] values) {
        return text -> Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("one of " + Arrays.toString(values)));
    }

    private static long amount(String text, Map<String, Long> units, String what) {
        Matcher amount = AMOUNT.matcher(text);
        Long unit = amount.matches() ? units.get(amount.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new InvalidInputException(what);
        }
        try {
            return Math.multiplyExact(Long.parseLong(amount.group(1)), unit);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new InvalidInputException(what + ", not larger than " + Long.MAX_VALUE, e);
        }
    }

    private static int clamp(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
