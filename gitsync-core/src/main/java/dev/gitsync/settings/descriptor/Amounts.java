package dev.gitsync.settings.descriptor;

import dev.gitsync.error.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers with a unit, as people write them: {@code 500ms}, {@code 30s}, {@code 64MiB}. A number alone counts the first unit.
 *
 * @param expected what a text must be, for the end of a sentence
 * @param units from the smallest to the largest, each a multiple of the one before it
 */
record Amounts(String expected, List<Unit> units) {
    static final Amounts NUMBER = new Amounts("a whole number", List.of(new Unit(1, "")));
    static final Amounts SIZE = new Amounts(
            "a size such as 1048576, 512KiB, 64MiB or 1GiB; a number alone is bytes, and 1KB is 1KiB",
            List.of(
                    new Unit(1, "", "b"),
                    new Unit(1L << 10, "KiB", "kb"),
                    new Unit(1L << 20, "MiB", "mb"),
                    new Unit(1L << 30, "GiB", "gb"),
                    new Unit(1L << 40, "TiB", "tb"),
                    new Unit(1L << 50, "PiB", "pb")));

    private static final Amounts MILLIS = new Amounts(
            "a duration such as 500ms, 15s, 2m, 1h or PT15S; a number alone is milliseconds",
            List.of(
                    new Unit(1, "ms", ""),
                    new Unit(1_000, "s"),
                    new Unit(60_000, "m", "min"),
                    new Unit(3_600_000, "h"),
                    new Unit(86_400_000, "d")));
    private static final Pattern AMOUNT = Pattern.compile("([+-]?\\d+)\\s*([A-Za-z]*)");

    /** A unit: the name used in output, and another name accepted in input; the case of either is ignored. */
    private record Unit(long size, String name, String other) {
        Unit(long size, String name) {
            this(size, name, name);
        }

        boolean isCalled(String text) {
            return name.equalsIgnoreCase(text) || other.equalsIgnoreCase(text);
        }
    }

    /** Parses a number with a unit, a number of milliseconds, or ISO 8601. */
    static Duration duration(String text) {
        if (!text.startsWith("P") && !text.startsWith("p")) {
            return Duration.ofMillis(MILLIS.parse(text));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException(MILLIS.expected, e);
        }
    }

    /** Formats a duration in the largest unit that leaves no fraction, or in ISO 8601 if milliseconds leave one. */
    static String format(Duration duration) {
        try {
            long millis = duration.toMillis();
            return Duration.ofMillis(millis).equals(duration) ? MILLIS.format(millis) : duration.toString();
        } catch (ArithmeticException e) {
            return duration.toString();
        }
    }

    long parse(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            throw new InvalidInputException(expected);
        }
        long unit = units.stream()
                .filter(candidate -> candidate.isCalled(amount.group(2)))
                .mapToLong(Unit::size)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(expected));
        try {
            return Math.multiplyExact(Long.parseLong(amount.group(1)), unit);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new InvalidInputException(expected + ", not larger than " + Long.MAX_VALUE, e);
        }
    }

    /** Formats a value in the largest unit that leaves no fraction; zero has no unit. */
    String format(long value) {
        return units.stream()
                .filter(unit -> value != 0 && value % unit.size() == 0)
                .reduce((smaller, larger) -> larger)
                .map(unit -> value / unit.size() + unit.name())
                .orElse("0");
    }
}
