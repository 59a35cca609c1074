package dev.gitsync.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.descriptor.Setting;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the table of limits in docs/security.md with the descriptors, and the descriptors with the code. */
class BoundsTableTest {
    private static final ServerLimits LIMITS = ServerLimits.defaults();
    private static final Set<String> FROM_THE_MACHINE =
            Set.of("maxPushes", "maxPushesPerUser", "maxPushesPerSpace", "maxFetches", "maxFetchesPerUser");

    static List<Setting<?>> limits() {
        return ServerLimits.descriptors();
    }

    /** Returns the rows without thousands separators, with units as descriptors write them. */
    private static List<String> rows() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("../docs/security.md"))) {
            return lines.filter(line -> line.startsWith("| ") && line.endsWith(" |"))
                    .map(BoundsTableTest::plain)
                    .toList();
        }
    }

    private static String plain(String text) {
        return text.replaceAll("(?<=\\d),(?=\\d{3})", "")
                .replaceAll("(?<=\\d) (?=(KiB|MiB|GiB|s|min|h)\\b)", "")
                .replaceAll("(?<=\\d)min\\b", "m");
    }

    @Test
    void documentsEveryMethodOfTheBuilder() {
        assertThat(Arrays.stream(ServerLimits.Builder.class.getMethods())
                        .filter(method -> method.getReturnType() == ServerLimits.Builder.class)
                        .map(Method::getName))
                .hasSizeGreaterThan(20)
                .containsExactlyInAnyOrderElementsOf(
                        limits().stream().map(Setting::name).toList());
    }

    @ParameterizedTest
    @MethodSource("limits")
    void documentsTheDefaultsOfTheDescriptors(Setting<?> limit) throws IOException {
        assertThat(rows()).anySatisfy(row -> assertThat(row).contains("`" + limit.name() + "`", limit.defaultText()));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void usesTheDefaultsOfTheDescriptors(Setting<?> limit) throws ReflectiveOperationException {
        if (!FROM_THE_MACHINE.contains(limit.name())) {
            assertThat(ServerLimits.class.getMethod(limit.name()).invoke(LIMITS))
                    .isEqualTo(limit.standard().orElseThrow());
        }
    }

    @Test
    void documentsTheDefaultsThatDependOnTheMachine() {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(LIMITS.maxPushes()).isEqualTo((int) Math.max(1, Math.min(32, heap / 240)));
        assertThat(LIMITS.maxPushesPerUser()).isEqualTo(Math.min(LIMITS.maxPushes(), Math.max(1, processors / 2)));
        assertThat(LIMITS.maxPushesPerSpace()).isEqualTo(Math.max(1, LIMITS.maxPushes() / 2));
        assertThat(LIMITS.maxFetches()).isEqualTo((int) Math.max(8, Math.min(64, heap / 16)));
        assertThat(LIMITS.maxFetchesPerUser()).isEqualTo(LIMITS.maxFetches() / 2);
        assertThat(LIMITS.maxSpoolBytesPerUser()).isEqualTo(LIMITS.maxSpoolBytes() / 2);
    }

    @Test
    void setsExactlyOneLimitPerMethodOfTheBuilder() throws ReflectiveOperationException {
        ServerLimits.Builder builder = ServerLimits.builder();
        int value = 1 << 20;
        for (Setting<?> limit : limits()) {
            set(builder, limit.name(), sample(limit, value++));
        }
        ServerLimits limits = builder.maxUriChars(60_000)
                .maxHeaderChars(70_000)
                .maxWantsPerFetch(80_000)
                .maxRequests(90_000)
                .maxRequestsPerUser(90_001)
                .maxPushes(9_000)
                .maxPushesPerUser(8_999)
                .maxPushesPerSpace(8_998)
                .maxFetches(90_002)
                .maxFetchesPerUser(89_999)
                .maxFailedSignIns(90_003)
                .build();
        Set<Object> values =
                limits().stream().map(limit -> get(limits, limit.name())).collect(Collectors.toSet());
        assertThat(values).hasSameSizeAs(limits());
    }

    private static Object sample(Setting<?> limit, int value) {
        Object standard = limit.standard().orElseThrow();
        if (standard instanceof Duration) {
            return Duration.ofMillis(value);
        }
        return standard instanceof Long ? (Object) (long) value : (Object) value;
    }

    private static void set(ServerLimits.Builder builder, String name, Object value)
            throws ReflectiveOperationException {
        for (Method method : ServerLimits.Builder.class.getMethods()) {
            if (method.getName().equals(name)) {
                method.invoke(builder, value);
            }
        }
    }

    private static Object get(ServerLimits limits, String name) {
        try {
            return ServerLimits.class.getMethod(name).invoke(limits);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "maxHeaderChars; 255; maxHeaderChars is 255, but must be from 256 to 1,048,576",
                "maxPushesPerSpace; -1; maxPushesPerSpace is -1, but must be from 0 to 10,000",
            })
    void refusesALimitOutOfItsRange(String name, int value, String message) throws ReflectiveOperationException {
        ServerLimits.Builder builder = ServerLimits.builder();
        set(builder, name, value);
        assertThatThrownBy(builder::build)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void documentsTheBoundsOfAPush() throws IOException {
        List<String> rows = rows();
        List<Setting<?>> bounds = GitSyncSettings.descriptors().stream()
                .filter(setting -> rows.stream().anyMatch(row -> names(row, setting)))
                .toList();
        assertThat(bounds)
                .hasSizeGreaterThan(9)
                .allSatisfy(setting -> assertThat(rows)
                        .anySatisfy(row -> assertThat(row)
                                .contains("`" + setting.variables().get(0) + "`", setting.defaultText())));
    }

    private static boolean names(String row, Setting<?> setting) {
        return setting.variables().stream().anyMatch(variable -> row.contains("`" + variable + "`"));
    }
}
