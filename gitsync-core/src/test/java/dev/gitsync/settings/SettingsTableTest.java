package dev.gitsync.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of settings in docs/operations.md says what the code does: names, defaults, and both ends of each range. */
class SettingsTableTest {
    private static final Pattern NAME = Pattern.compile("`(GIT_SYNC_[A-Z_]+)`");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z_]+(, [A-Za-z_]+)+");
    private static final Pattern AMOUNT = Pattern.compile("([0-9,]+)( s| min| KiB| MiB)?( \\(never\\))?");
    private static final Map<String, Long> UNITS =
            Map.of(" s", 1000L, " min", 60_000L, " KiB", 1L << 10, " MiB", 1L << 20);
    private static final Map<String, String> WIDEST = Map.of(
            "GIT_SYNC_FIRST_BACK_OFF_MS", "1",
            "GIT_SYNC_LONGEST_BACK_OFF_MS", "86400000",
            "GIT_SYNC_DEBOUNCE_MS", "0",
            "GIT_SYNC_LONGEST_DEBOUNCE_MS", "3600000");

    /** A row, or one half of a row about two settings. */
    private record Row(String name, String standard, String range) {}

    static List<Row> rows() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("../docs/operations.md"))) {
            return lines.filter(line -> line.startsWith("| `GIT_SYNC_"))
                    .flatMap(SettingsTableTest::rows)
                    .toList();
        }
    }

    private static Stream<Row> rows(String line) {
        String[] cells = line.split(" *\\| *", -1);
        List<String> names =
                NAME.matcher(cells[1]).results().map(name -> name.group(1)).toList();
        List<String> defaults = names.size() == 1 ? List.of(cells[2]) : List.of(cells[2].split(", "));
        return names.stream()
                .map(name -> new Row(name, defaults.get(names.indexOf(name)).replace("`", ""), cells[3]));
    }

    @Test
    void everySettingIsInTheTableAndNoOther() throws IOException {
        assertThat(rows()).extracting(Row::name).containsExactlyInAnyOrderElementsOf(new SettingsReader().names());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theDefaultIsWhatTheTableSays(Row row) {
        if (row.standard().matches("[A-Za-z0-9_.:-]+")) {
            assertThat(GitSyncSettings.fromEnvironment(Map.of(row.name(), row.standard())))
                    .usingRecursiveComparison()
                    .isEqualTo(GitSyncSettings.defaults());
        } else {
            assertThat(row.name()).isIn("GIT_SYNC_HTTP_ENABLED", "GIT_SYNC_DATA_DIR", "GIT_SYNC_MAX_TEXT_BYTES");
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theRangeEndsWhereTheTableSays(Row row) {
        if (WORDS.matcher(row.range()).matches()) {
            Arrays.stream(row.range().split(", ")).forEach(word -> assertTaken(row, word));
            assertRefused(row, "PERHAPS");
        } else if (row.range().equals("no braces")) {
            assertRefused(row, "{x}");
        } else if (row.range().equals("not blank") || row.range().isEmpty()) {
            assertThat(row.standard()).doesNotContainPattern("[0-9]");
        } else {
            String[] ends = row.range().split(" to | or more", -1);
            long least = ends[0].equals("debounce") ? 0 : amount(ends[0]).orElseThrow();
            assertTaken(row, Long.toString(least));
            assertRefused(row, Long.toString(least - 1));
            amount(ends[1]).ifPresent(most -> {
                assertTaken(row, Long.toString(most));
                assertRefused(row, Long.toString(most + 1));
            });
        }
    }

    private static OptionalLong amount(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (amount.matches()) {
            long number = Long.parseLong(amount.group(1).replace(",", ""));
            return OptionalLong.of(number * UNITS.getOrDefault(String.valueOf(amount.group(2)), 1L));
        }
        return switch (text) {
            case "a day" -> OptionalLong.of(Duration.ofDays(1).toMillis());
            case "an hour" -> OptionalLong.of(Duration.ofHours(1).toMillis());
            case "" -> OptionalLong.empty();
            default -> throw new IllegalArgumentException("not an amount: " + text);
        };
    }

    private static void assertTaken(Row row, String value) {
        GitSyncSettings.fromEnvironment(with(row, value));
    }

    private static void assertRefused(Row row, String value) {
        assertThatThrownBy(() -> GitSyncSettings.fromEnvironment(with(row, value)))
                .as(row + " = " + value)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(row.name(), value);
    }

    /** The other settings stand as far apart as they may, where one is the end of another's range. */
    private static Map<String, String> with(Row row, String value) {
        Map<String, String> variables = new HashMap<>(WIDEST);
        variables.put(row.name(), value);
        return variables;
    }
}
