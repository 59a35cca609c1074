package dev.gitsync.servlet.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.settings.GitSyncSettings;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of bounds in docs/security.md says what the code does. */
class BoundsTableTest {
    private static final ServerLimits LIMITS = ServerLimits.defaults();

    private static List<String> rows() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("../docs/security.md"))) {
            return lines.filter(line -> line.startsWith("| ") && line.endsWith(" |"))
                    .toList();
        }
    }

    @Test
    void everyLimitOfTheServerIsInTheTable() throws IOException {
        String table = String.join("\n", rows());
        assertThat(Arrays.stream(ServerLimits.Builder.class.getMethods())
                        .filter(method -> method.getReturnType() == ServerLimits.Builder.class)
                        .map(Method::getName))
                .hasSizeGreaterThan(20)
                .allSatisfy(limit -> assertThat(table).contains("`" + limit + "`"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "maxHeaderChars; 16384; 16 Ki characters",
                "maxUriChars; 2048; 2,048 characters",
                "maxFetchRequestBytes; 16777216; 16 MiB",
                "maxPushRequestBytes; 1073741824; 1 GiB",
                "maxWantsPerFetch; 10000; 10,000",
                "maxReceiveTime; PT30M; 30 min",
                "maxSendTime; PT2H; 2 h",
                "minReceiveRate; 500; 500 bytes per second, over a minute",
                "minSendRate; 4000; 4,000 bytes per second, over a minute",
                "maxSlowTime; PT1M; over a minute",
                "maxRequests; 128; 128",
                "maxRequestsPerUser; 16; 16",
                "maxSpoolBytes; 4294967296; 4 GiB",
                "pushWait; PT1M; 60 s",
                "fetchWait; PT1M; 60 s",
                "maxFailedSignIns; 10; 10 in 5 min",
                "signInWindow; PT5M; 10 in 5 min",
            })
    void theDefaultIsWhatTheTableSays(String limit, String value, String words) throws Exception {
        assertThat(ServerLimits.class.getMethod(limit).invoke(LIMITS)).hasToString(value);
        assertThat(rows()).anySatisfy(row -> assertThat(row).contains("`" + limit + "`", words));
    }

    /** What follows from the machine; the words of the table stand beside each. */
    @Test
    void theDefaultsThatFollowFromTheMachineAreWhatTheTableSays() throws IOException {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(String.join("\n", rows()))
                .contains("one for every 240 MiB of heap, 1 to 32")
                .contains("half of the processors, at least 1")
                .contains("half of them, at least 1")
                .contains("one for every 16 MiB of heap, 8 to 64; half of them");
        assertThat(LIMITS.maxPushes()).isEqualTo((int) Math.max(1, Math.min(32, heap / 240)));
        assertThat(LIMITS.maxPushesPerUser()).isEqualTo(Math.min(LIMITS.maxPushes(), Math.max(1, processors / 2)));
        assertThat(LIMITS.maxPushesPerSpace()).isEqualTo(Math.max(1, LIMITS.maxPushes() / 2));
        assertThat(LIMITS.maxFetches()).isEqualTo((int) Math.max(8, Math.min(64, heap / 16)));
        assertThat(LIMITS.maxFetchesPerUser()).isEqualTo(LIMITS.maxFetches() / 2);
        assertThat(LIMITS.maxSpoolBytesPerUser()).isEqualTo(LIMITS.maxSpoolBytes() / 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GIT_SYNC_MAX_PACK_BYTES; 512 MiB; 512MiB",
                "GIT_SYNC_MAX_FILE_BYTES; 64 MiB; 64MiB",
                "GIT_SYNC_MAX_PAGE_BYTES; 8 MiB; 8MiB",
                "GIT_SYNC_MAX_OBJECTS_PER_PUSH; 1,000,000; 1000000",
                "GIT_SYNC_MAX_DELTA_DEPTH; 250; 250",
                "GIT_SYNC_MAX_FILES_PER_PUSH; 200,000; 200000",
                "GIT_SYNC_MAX_COMMITS_PER_PUSH; 20,000; 20000",
                "GIT_SYNC_CYCLE_STEPS; 50,000,000; 50000000",
                "GIT_SYNC_CYCLE_DEADLINE_MS; 5 min; 5m",
            })
    void theBoundsOfAPushAreTheSettings(String variable, String words, String standard) throws Exception {
        assertThat(GitSyncSettings.descriptors())
                .filteredOn(setting -> setting.variables().contains(variable))
                .singleElement()
                .satisfies(setting -> assertThat(setting.defaultText()).isEqualTo(standard));
        assertThat(rows()).anySatisfy(row -> assertThat(row).contains("`" + variable + "`", words));
    }
}
