package dev.gitsync.format.order;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.format.FrontMatter;
import dev.gitsync.format.FrontMatterEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Reads the order of pages from a number in their front matter (YAML or TOML), as generators of sites have it: pages with smaller numbers come
 * first, and pages without a number after all others. Immutable.
 *
 * @param keys the keys at the top level that may have the number; the first one that has counts
 * @param zeroCounts whether a page with the number 0 has one
 */
public record FrontMatterOrder(List<String> keys, boolean zeroCounts) {
    /** Hugo: {@code weight}, where 0 is no weight. */
    public static final FrontMatterOrder HUGO = new FrontMatterOrder(List.of("weight"), false);
    /** Docusaurus: {@code sidebar_position}. */
    public static final FrontMatterOrder DOCUSAURUS = new FrontMatterOrder(List.of("sidebar_position"), true);
    /** Just the Docs: {@code nav_order}. */
    public static final FrontMatterOrder JUST_THE_DOCS = new FrontMatterOrder(List.of("nav_order"), true);

    private static final int MAX_LENGTH = 32;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");

    /**
     * Copies the keys.
     *
     * @throws InvalidInputException if there are none, or one is blank
     */
    public FrontMatterOrder {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.stream().anyMatch(String::isBlank)) {
            throw new InvalidInputException("The keys of an order are " + keys + ", but at least one name is needed");
        }
    }

    /** Returns the number in the front matter of a page, if it has one. */
    public OptionalDouble number(String text) {
        return FrontMatter.find(text).map(block -> number(block, text)).orElseGet(OptionalDouble::empty);
    }

    private OptionalDouble number(FrontMatter block, String text) {
        for (String key : keys) {
            String value = block.findEntry(key).map(entry -> value(entry, text)).orElse("");
            if (value.length() <= MAX_LENGTH && NUMBER.matcher(value).matches()) {
                double number = Double.parseDouble(value);
                return number == 0 && !zeroCounts ? OptionalDouble.empty() : OptionalDouble.of(number);
            }
        }
        return OptionalDouble.empty();
    }

    /** Returns the value of an entry; in TOML, a number is no string, and follows the equals sign. */
    private static String value(FrontMatterEntry entry, String text) {
        if (entry.scalar() != null) {
            return entry.scalar();
        }
        String line = text.substring(entry.begin(), entry.end());
        int equals = line.indexOf('=');
        boolean isToml = equals > 0 && line.lastIndexOf(':', equals) < 0;
        return isToml ? line.substring(equals + 1).split("#", 2)[0].strip() : "";
    }

    /**
     * Returns the names of the pages of a folder that have a number, in their order: what {@link SiblingOrder#of} takes.
     *
     * @param numbers the number of each page by its name; pages without one may be left out
     * @param alphabetical the order of pages with the same number, as in {@link Siblings}
     */
    public static List<String> order(Map<String, OptionalDouble> numbers, Comparator<String> alphabetical) {
        Comparator<Map.Entry<String, OptionalDouble>> byNumber =
                Comparator.comparingDouble(page -> page.getValue().orElseThrow());
        return numbers.entrySet().stream()
                .filter(page -> page.getValue().isPresent())
                .sorted(byNumber.thenComparing(Map.Entry::getKey, alphabetical))
                .map(Map.Entry::getKey)
                .toList();
    }
}
