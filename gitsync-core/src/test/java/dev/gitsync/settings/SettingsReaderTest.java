package dev.gitsync.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings by the names of the original, and what becomes of those that can't be. */
class SettingsReaderTest {
    @Test
    void nothingSetIsTheDefaults() {
        GitSyncSettings settings = GitSyncSettings.fromEnvironment(Map.of("PATH", "/bin", "GIT_SYNC_DEBOUNCE_MS", " "));
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.httpEnabled()).isTrue();
        assertThat(settings.dataDirectory()).isEmpty();
        assertThat(settings.lockTtl()).isEqualTo(GitSyncSettings.DEFAULT_LOCK_TTL);
        assertThat(settings.schedule().pollInterval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.schedule().debounce()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theNamesOfTheOriginalAreRead() {
        GitSyncSettings settings = GitSyncSettings.fromEnvironment(Map.of(
                "GIT_SYNC_ENABLED", "true",
                "GIT_SYNC_HTTP_ENABLED", "false",
                "GIT_SYNC_POLL_INTERVAL_MS", "5000",
                "GIT_SYNC_DEBOUNCE_MS", "100",
                "GIT_SYNC_MAX_DELETES_PER_CYCLE", "7",
                "GIT_SYNC_SERVICE_USER_ID", "robot",
                "GIT_SYNC_DATA_DIR", "/var/lib/wiki",
                "GIT_SYNC_LOCK_TTL_MS", "9000",
                "GIT_SYNC_GUARD_MODE", "skip",
                "GIT_SYNC_KEEP_SYMLINKS", "on"));
        assertThat(settings.httpEnabled()).isFalse();
        assertThat(settings.schedule().pollInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.schedule().debounce()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.maxDeletesPerPush()).isEqualTo(7);
        assertThat(settings.serviceUser()).isEqualTo("robot");
        assertThat(settings.dataDirectory()).contains(Path.of("/var/lib/wiki"));
        assertThat(settings.lockTtl()).isEqualTo(Duration.ofSeconds(9));
        assertThat(settings.guardMode()).isEqualTo(GuardMode.SKIP);
        assertThat(settings.keepSymlinks()).isTrue();
        assertThat(settings.keepSubmodules()).isFalse();
    }

    @Test
    void propertiesAreTheSameInLowerCase() {
        Properties properties = new Properties();
        properties.setProperty("git-sync.poll-interval-ms", "5000");
        properties.setProperty("git-sync.http-enabled", "no");
        properties.setProperty("some.other", "x");
        GitSyncSettings settings = GitSyncSettings.fromProperties(properties);
        assertThat(settings.schedule().pollInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.httpEnabled()).isFalse();
    }

    @Test
    void httpFollowsTheMasterSwitchAndIsNeverOnWithoutIt() {
        assertThat(GitSyncSettings.fromEnvironment(Map.of("GIT_SYNC_ENABLED", "off"))
                        .httpEnabled())
                .isFalse();
        assertThat(GitSyncSettings.fromEnvironment(Map.of("GIT_SYNC_ENABLED", "0", "GIT_SYNC_HTTP_ENABLED", "1"))
                        .httpEnabled())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GIT_SYNC_ENABLED | maybe | true or false",
                "GIT_SYNC_POLL_INTERVAL_MS | soon | a whole number of milliseconds",
                "GIT_SYNC_POLL_INTERVAL_MS | 0 | must be from PT0.001S to PT24H",
                "GIT_SYNC_DEBOUNCE_MS | -1 | must be from PT0S to PT1H",
                "GIT_SYNC_MAX_DELETES_PER_CYCLE | -3 | must be from 0 to 2147483647",
                "GIT_SYNC_MAX_PAGE_BYTES | 99999999999 | must be from 1024 to 268435456",
                "GIT_SYNC_MAX_DELETED_SHARE | 1.5 | must be from 0 to 1",
                "GIT_SYNC_LOCK_TTL_MS | 5 | must be from PT0.1S to PT1H",
                "GIT_SYNC_LOCK_KEY_PREFIX | {x} | must not contain braces",
                "GIT_SYNC_MOVED_TIP | perhaps | one of [",
            })
    void aValueThatCannotBeNamesTheVariableTheValueAndTheRange(String name, String value, String range) {
        assertThatThrownBy(() -> GitSyncSettings.fromEnvironment(Map.of(name, value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(range);
    }
}
