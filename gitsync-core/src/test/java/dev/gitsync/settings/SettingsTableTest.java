package dev.gitsync.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.lock.LeaseSettings;
import dev.gitsync.settings.descriptor.Setting;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares each descriptor with the table of docs/operations.md, with the reader and with the builders. */
class SettingsTableTest {
    private static final Map<String, Long> UNITS = Map.of(
            "ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L, "KiB", 1L << 10, "MiB", 1L << 20);
    private static final Map<String, String> WIDEST = Map.of(
            "GIT_SYNC_FIRST_BACK_OFF_MS", "1ms",
            "GIT_SYNC_LONGEST_BACK_OFF_MS", "1d",
            "GIT_SYNC_DEBOUNCE_MS", "0",
            "GIT_SYNC_LONGEST_DEBOUNCE_MS", "1h");
    /** Settings that accept any text that follows a rule, each with a valid text that differs from the default. */
    private static final Map<String, String> TEXTS = Map.of(
            "dataDirectory", "/var/lib/wiki",
            "serviceUser", "robot",
            "lease.keyPrefix", "wiki:",
            "pages.folderPages", "README.md, index.md",
            "pages.labelKeys", "keywords, categories",
            "mirror.template", "https://git.example.org/{spaceId}.git",
            "mirror.credentials", "env:WIKI_REMOTE",
            "mirror.allowedAddresses", "10.1.0.0/16");
    /** Settings without a default. */
    private static final List<String> OPTIONAL = List.of(
            "httpEnabled",
            "dataDirectory",
            "cycle.maxTextBytes",
            "pages.folderPages",
            "attachments.quotaBytes",
            "attachments.lfsThreshold",
            "mirror.template",
            "mirror.credentials",
            "mirror.allowedAddresses");
    /** Settings whose value is returned as a part of another value. */
    private static final Map<String, String> RETURNED_BY = Map.of(
            "mirror.credentials", "mirror.templateOptions.credentials",
            "mirror.direction", "mirror.templateOptions.direction",
            "mirror.pollInterval", "mirror.templateOptions.pollInterval");

    static List<Setting<?>> settings() {
        return GitSyncSettings.descriptors();
    }

    @Test
    void documentsEveryDescriptor() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("../docs/operations.md"))) {
            assertThat(lines.filter(line -> line.startsWith("| `GIT_SYNC_")))
                    .containsExactlyElementsOf(
                            settings().stream().map(SettingsTableTest::row).toList());
        }
    }

    private static String row(Setting<?> setting) {
        String names = setting.variables().stream()
                .map(variable -> "`" + variable + "`")
                .collect(Collectors.joining(", "));
        String range = setting.rangeText().replaceFirst("^GIT_SYNC_[A-Z_]+", "`$0`");
        return Stream.of(names, setting.defaultText(), range, setting.meaning())
                .map(cell -> cell.isEmpty() ? "|" : "| " + cell + " ")
                .collect(Collectors.joining("", "", "|"))
                .replace("||", "| |")
                .replace("||", "| |");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void readsTheDefaultFromTheTextOfTheTable(Setting<?> setting) {
        for (String variable : setting.variables()) {
            if (setting.name().equals("pages.labelKeys")) {
                assertThat(valueOf(setting, Map.of(variable, setting.defaultText())))
                        .as("a list, although its setting is a text")
                        .isEqualTo(Optional.of(List.of("tags", "labels")))
                        .isEqualTo(valueOf(setting, Map.of()));
            } else if (setting.standard().isPresent() && !setting.defaultText().contains(" ")) {
                assertThat(valueOf(setting, Map.of(variable, setting.defaultText())))
                        .isEqualTo(setting.standard())
                        .isEqualTo(valueOf(setting, Map.of()));
            } else {
                assertThat(setting.name()).isIn(OPTIONAL);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void hasTheDocumentedRange(Setting<?> setting) {
        String range = setting.rangeText();
        if (range.contains(", ")) {
            Arrays.stream(range.split(", ")).forEach(word -> assertTaken(setting, word));
            assertRefused(setting, "PERHAPS");
        } else if (range.equals("no braces")) {
            assertRefused(setting, "{x}");
        } else if (range.equals("list of networks")) {
            assertTaken(setting, "10.1.0.0/16, 127.0.0.1,fd00::/8");
            assertRefused(setting, "10.1.0.0/33");
        } else if (range.equals("list of file names")) {
            assertTaken(setting, "README.md,index.md , _index.md");
            assertRefused(setting, "docs/README.md");
            assertRefused(setting, ".hidden.md");
            assertRefused(setting, "README.md,README.md");
        } else if (range.equals("list of keys or none")) {
            assertTaken(setting, "tags,categories , keywords");
            assertTaken(setting, "none");
            assertRefused(setting, "tags,tags");
        } else if (range.equals("not blank")) {
            assertThatThrownBy(() -> GitSyncSettings.builder().serviceUser(" ").build())
                    .hasMessage("serviceUser is ' ', but must name a user of the wiki");
        } else if (range.isEmpty()) {
            assertThat(setting.name()).isIn("dataDirectory", "mirror.template", "mirror.credentials");
        } else {
            String[] ends = range.split(" to | or more", -1);
            assertEnds(setting, ends[0].startsWith("GIT_SYNC_") ? WIDEST.get(ends[0]) : ends[0], ends[1]);
        }
    }

    private static void assertEnds(Setting<?> setting, String least, String most) {
        assertTaken(setting, least.replace(",", ""));
        assertRefused(setting, Long.toString(amount(least) - 1));
        if (!most.isEmpty()) {
            assertTaken(setting, most.replace(",", ""));
            assertRefused(setting, Long.toString(amount(most) + 1));
        }
    }

    /** Parses the amount independently of the reader. */
    private static long amount(String text) {
        String unit = text.replaceAll("[0-9,]", "");
        return Long.parseLong(text.replaceAll("[^0-9]", "")) * UNITS.getOrDefault(unit, 1L);
    }

    private static void assertTaken(Setting<?> setting, String value) {
        GitSyncSettings.fromEnvironment(with(setting, value));
    }

    private static void assertRefused(Setting<?> setting, String value) {
        assertThatThrownBy(() -> GitSyncSettings.fromEnvironment(with(setting, value)))
                .as(setting.name() + " = " + value)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(setting.variables().get(0), value);
    }

    /** Returns the setting with all others as far apart as allowed, because some end the range of another. */
    private static Map<String, String> with(Setting<?> setting, String value) {
        Map<String, String> variables = new HashMap<>(WIDEST);
        variables.put(setting.variables().get(0), value);
        return variables;
    }

    @ParameterizedTest
    @MethodSource("settings")
    void setsAndReturnsItByMethodsOfItsName(Setting<?> setting) throws ReflectiveOperationException {
        String text = other(setting);
        Map<String, String> variables = with(setting, text);
        Optional<?> read = valueOf(setting, variables);
        assertThat(read).isPresent().isNotEqualTo(setting.standard());
        if (!setting.name().startsWith("lease.")) {
            GitSyncSettings.Builder builder = GitSyncSettings.builder();
            String[] path = setting.name().split("\\.");
            if (path.length == 1) {
                call(builder, path[0], read.get());
            } else {
                Object value = read.get() instanceof List ? text : read.get();
                group(builder, path[0], group -> call(group, path[1], value));
            }
            assertThat(returned(builder.build(), setting.name())).isEqualTo(read);
        }
    }

    private static void group(GitSyncSettings.Builder builder, String name, Consumer<Object> parts) {
        switch (name) {
            case "schedule" ->
                builder.schedule(group -> {
                    group.debounce(Duration.ZERO).longestDebounce(Duration.ofHours(1));
                    group.firstBackOff(Duration.ofMillis(1)).longestBackOff(Duration.ofDays(1));
                    parts.accept(group);
                });
            case "cycle" -> builder.cycle(parts::accept);
            case "pages" -> builder.pages(parts::accept);
            case "push" -> builder.push(parts::accept);
            case "attachments" -> builder.attachments(parts::accept);
            case "deletes" -> builder.deletes(parts::accept);
            case "merge" -> builder.merge(parts::accept);
            case "mirror" -> builder.mirror(parts::accept);
            default -> throw new IllegalArgumentException("no group: " + name);
        }
    }

    private static void call(Object builder, String name, Object value) {
        Method setter = Arrays.stream(builder.getClass().getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
        try {
            setter.invoke(builder, value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }

    private static Optional<?> valueOf(Setting<?> setting, Map<String, String> variables) {
        try {
            return returned(
                    setting.name().startsWith("lease.")
                            ? LeaseSettings.fromEnvironment(variables)
                            : GitSyncSettings.fromEnvironment(variables),
                    setting.name().replace("lease.", ""));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(setting.name(), e);
        }
    }

    private static Optional<?> returned(Object settings, String name) throws ReflectiveOperationException {
        Object value = settings;
        for (String part : RETURNED_BY.getOrDefault(name, name).split("\\.")) {
            value = value.getClass().getMethod(part).invoke(value);
        }
        return value instanceof Optional<?> optional ? optional : Optional.of(value);
    }

    /** Returns a valid value that differs from the default. */
    private static String other(Setting<?> setting) {
        if (TEXTS.containsKey(setting.name())) {
            return TEXTS.get(setting.name());
        }
        String[] words = setting.rangeText().split(", | to | or more", -1);
        return Arrays.stream(words)
                .map(word -> WIDEST.getOrDefault(word, word).replace(",", ""))
                .filter(word -> !word.isEmpty()
                        && !word.toLowerCase(Locale.ROOT)
                                .equals(setting.defaultText().toLowerCase(Locale.ROOT)))
                .reduce((first, last) -> setting.name().equals("httpEnabled") ? last : first)
                .orElseThrow();
    }
}
