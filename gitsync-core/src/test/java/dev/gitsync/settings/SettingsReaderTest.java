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
import org.junit.jupiter.params.provider.ValueSource;

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

    /** faults B6. */
    @ParameterizedTest
    @CsvSource({
        "15s,15000",
        "15 S,15000",
        "500ms,500",
        "2m,120000",
        "2min,120000",
        "1h,3600000",
        "PT1.5S,1500",
        "15000,15000"
    })
    void durationsAreReadAsPeopleWriteThem(String text, long millis) {
        assertThat(GitSyncSettings.fromEnvironment(Map.of("GIT_SYNC_POLL_INTERVAL_MS", text))
                        .schedule()
                        .pollInterval())
                .isEqualTo(Duration.ofMillis(millis));
    }

    /** faults B6. */
    @ParameterizedTest
    @CsvSource({"2097152,2097152", "2MB,2097152", "2 mib,2097152", "2048KB,2097152", "1GB,1073741824"})
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        Map<String, String> pack = Map.of("GIT_SYNC_MAX_PACK_BYTES", text, "GIT_SYNC_MAX_FILE_BYTES", "1MB");
        GitSyncSettings settings = GitSyncSettings.fromEnvironment(pack);
        assertThat(settings.maxPackBytes()).isEqualTo(bytes);
        assertThat(settings.maxFileBytes()).isEqualTo(1 << 20);
        assertThat(GitSyncSettings.fromEnvironment(Map.of("GIT_SYNC_MAX_PAGE_BYTES", "64KB"))
                        .maxPageBytes())
                .isEqualTo(65_536);
    }

    /** faults B6. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "git-sync.poll-interval-ms",
                "git-sync.pollIntervalMs",
                "gitSync.pollIntervalMs",
                "git-sync.POLL_INTERVAL_MS",
                "git_sync.poll.interval.ms"
            })
    void caseAndSeparatorsOfAPropertyDoNotMatter(String name) {
        assertThat(GitSyncSettings.fromProperties(properties(name, "5s"))
                        .schedule()
                        .pollInterval())
                .isEqualTo(Duration.ofSeconds(5));
    }

    /** faults B6. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "git-sync.pol-interval-ms | git-sync.pol-interval-ms is not a setting of gitsync. Did you mean git-sync.poll-interval-ms?",
                "git-sync.pollInterval | Did you mean git-sync.poll-interval-ms?",
                "git-sync.colour | git-sync.colour is not a setting of gitsync. Remove it, or correct its name",
                "git-sync. | is not a setting of gitsync",
            })
    void aMisspeltPropertyIsRefusedByItsOwnName(String name, String message) {
        Properties properties = properties(name, "5000");
        assertThatThrownBy(() -> GitSyncSettings.fromProperties(properties))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    /** faults B6. */
    @Test
    void aValueThatCannotBeNamesThePropertyAsItWasWritten() {
        assertThatThrownBy(() -> GitSyncSettings.fromProperties(properties("git-sync.lockTtlMs", "soon")))
                .hasMessageStartingWith("git-sync.lockTtlMs is 'soon', but must be a duration");
        assertThatThrownBy(() -> GitSyncSettings.fromProperties(properties("git-sync.lockTtlMs", "5")))
                .hasMessageEndingWith("(set by git-sync.lockTtlMs=5)");
    }

    @Test
    void twoNamesOfOneSettingAreRefused() {
        Properties properties = properties("git-sync.lock-ttl-ms", "9s");
        properties.setProperty("git-sync.lockTtlMs", "8s");
        assertThatThrownBy(() -> GitSyncSettings.fromProperties(properties))
                .hasMessageContainingAll("git-sync.lock-ttl-ms", "git-sync.lockTtlMs", "are the same setting");
    }

    @Test
    void propertiesOfTheApplicationAreLeftAlone() {
        Properties properties = properties("gitsync.banner", "x");
        properties.setProperty("git-sync", "y");
        assertThat(GitSyncSettings.fromProperties(properties))
                .usingRecursiveComparison()
                .isEqualTo(GitSyncSettings.defaults());
    }

    private static Properties properties(String name, String value) {
        Properties properties = new Properties();
        properties.setProperty(name, value);
        return properties;
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
                "GIT_SYNC_POLL_INTERVAL_MS | soon | a duration such as",
                "GIT_SYNC_POLL_INTERVAL_MS | 0 | must be from PT0.001S to PT24H",
                "GIT_SYNC_DEBOUNCE_MS | -1 | must be from PT0S to PT1H",
                "GIT_SYNC_MAX_DELETES_PER_CYCLE | -3 | must be from 0 to 2147483647",
                "GIT_SYNC_MAX_PAGE_BYTES | 99999999999 | must be from 1024 to 268435456",
                "GIT_SYNC_MAX_DELETED_SHARE | 1.5 | must be from 0 to 1",
                "GIT_SYNC_LOCK_TTL_MS | 5 | must be from PT0.1S to PT1H",
                "GIT_SYNC_LOCK_KEY_PREFIX | {x} | must not contain braces",
                "GIT_SYNC_MOVED_TIP | perhaps | one of [",
                "GIT_SYNC_LOCK_TTL_MS | 15 parsecs | a duration such as 500ms",
                "GIT_SYNC_LOCK_TTL_MS | PT | a duration such as",
                "GIT_SYNC_LOCK_TTL_MS | 99999999999999999d | not larger than",
                "GIT_SYNC_LOCK_TTL_MS | 2d | must be from PT0.1S to PT1H",
                "GIT_SYNC_MAX_PACK_BYTES | 64 MP | a size such as",
                "GIT_SYNC_MAX_PACK_BYTES | 1.5GB | a size such as",
                "GIT_SYNC_PARALLELISM | 4k | a whole number",
            })
    void aValueThatCannotBeNamesTheVariableTheValueAndTheRange(String name, String value, String range) {
        assertThatThrownBy(() -> GitSyncSettings.fromEnvironment(Map.of(name, value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(range);
    }
}
