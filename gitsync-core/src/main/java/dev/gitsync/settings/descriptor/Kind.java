package dev.gitsync.settings.descriptor;

import dev.gitsync.error.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of value: how its text is read and written. {@code parse} throws {@link InvalidInputException}, whose message says
 * what the text must be, for the end of a sentence.
 *
 * @param parse reads a text without spaces at its ends
 * @param format writes a value as people do
 * @param words all values, separated by commas; empty when there are too many to list
 */
record Kind<T>(Function<String, T> parse, Function<T, String> format, String words) {
    static final Kind<Boolean> FLAG = new Kind<>(Kind::flag, String::valueOf, "true, false");
    static final Kind<String> TEXT = new Kind<>(text -> text, text -> text.isBlank() ? "'" + text + "'" : text, "");
    static final Kind<Path> PATH = new Kind<>(Kind::path, Path::toString, "");
    static final Kind<Double> SHARE = new Kind<>(Kind::share, Kind::share, "");
    static final Kind<Integer> COUNT =
            new Kind<>(text -> clamp(Amounts.NUMBER.parse(text)), value -> Amounts.NUMBER.format(value), "");
    static final Kind<Long> LARGE_COUNT = new Kind<>(Amounts.NUMBER::parse, Amounts.NUMBER::format, "");
    static final Kind<Integer> SMALL_SIZE =
            new Kind<>(text -> clamp(Amounts.SIZE.parse(text)), value -> Amounts.SIZE.format(value), "");
    static final Kind<Long> SIZE = new Kind<>(Amounts.SIZE::parse, Amounts.SIZE::format, "");
    static final Kind<Duration> DURATION = new Kind<>(Amounts::duration, Amounts::format, "");

    /** Returns the kind of the constants of an enum, in any case. */
    static <E extends Enum<E>> Kind<E> word(Class<E> type) {
        E[] constants = type.getEnumConstants();
        String words = Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", "));
        return new Kind<>(
                text -> Arrays.stream(constants)
                        .filter(constant -> constant.name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> new InvalidInputException("one of " + words)),
                Enum::name,
                words);
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new InvalidInputException("true or false");
        };
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidInputException("a path of this system", e);
        }
    }

    private static double share(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InvalidInputException("a number from 0 to 1", e);
        }
    }

    /** Formats a share without a redundant fraction: {@code 1} and not {@code 1.0}. */
    private static String share(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    /** Returns the value as an int; beyond the range of int, the largest or smallest int. */
    private static int clamp(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }
}
