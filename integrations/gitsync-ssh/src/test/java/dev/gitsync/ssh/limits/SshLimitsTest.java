package dev.gitsync.ssh.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.settings.descriptor.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SshLimitsTest {
    @Test
    void documentsEveryLimitWithItsDefaultAndItsMeaning() throws IOException {
        List<String> rows;
        try (Stream<String> lines = Files.lines(Path.of("../../docs/ssh.md"))) {
            rows = lines.filter(line -> line.startsWith("| `"))
                    .map(SshLimitsTest::plain)
                    .toList();
        }
        assertThat(SshLimits.descriptors())
                .hasSize((int) Arrays.stream(SshLimits.Builder.class.getMethods())
                        .filter(method -> method.getReturnType() == SshLimits.Builder.class)
                        .count())
                .allSatisfy(limit -> assertThat(rows)
                        .anySatisfy(row -> assertThat(row)
                                .startsWith("| `" + limit.name() + "` | " + limit.defaultText() + " |")
                                .endsWith("| " + limit.meaning() + " |")));
    }

    @Test
    void refusesValuesOutOfRange() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SshLimits.builder().maxConnections(0).build())
                .withMessageContaining("maxConnections");
    }

    @Test
    void keepsWhatWasSet() {
        SshLimits limits = SshLimits.builder()
                .maxConnections(1)
                .maxConnectionsPerAddress(2)
                .maxChannelsPerConnection(3)
                .maxKeysPerConnection(4)
                .maxSignInTime(Duration.ofSeconds(5))
                .maxIdleTime(Duration.ofSeconds(6))
                .rekeyBytes(7L << 20)
                .rekeyTime(Duration.ofMinutes(8))
                .closeWait(Duration.ofSeconds(9))
                .build();
        assertThat(List.of(
                        limits.maxConnections(),
                        limits.maxConnectionsPerAddress(),
                        limits.maxChannelsPerConnection(),
                        limits.maxKeysPerConnection(),
                        (int) limits.maxSignInTime().toSeconds(),
                        (int) limits.maxIdleTime().toSeconds(),
                        (int) (limits.rekeyBytes() >> 20),
                        (int) limits.rekeyTime().toMinutes(),
                        (int) limits.closeWait().toSeconds()))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(SshLimits.descriptors()).extracting(Setting::name).doesNotHaveDuplicates();
    }

    private static String plain(String text) {
        return text.replaceAll("(?<=\\d),(?=\\d{3})", "")
                .replaceAll("(?<=\\d) (?=(KiB|MiB|GiB|TiB|s|min|h)\\b)", "")
                .replaceAll("(?<=\\d)min\\b", "m");
    }
}
