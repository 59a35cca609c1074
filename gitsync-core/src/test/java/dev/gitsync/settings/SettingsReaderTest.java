package dev.gitsync.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.lock.LeaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Reads settings by the names of the original, and reports invalid ones. */
class SettingsReaderTest {
    @Test
    void returnsTheDefaultsIfNothingIsSet() {
        GitSyncSettings settings = GitSyncSettings.fromEnvironment(Map.of("PATH", "/bin", "GIT_SYNC_DEBOUNCE_MS", " "));
        assertThat(settings.enabled()).isTrue();
        assertThat(settings.httpEnabled()).isTrue();
        assertThat(settings.dataDirectory()).isEmpty();
        assertThat(settings.schedule().pollInterval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.schedule().debounce()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void readsTheNamesOfTheOriginal() {
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
        assertThat(settings.deletes().maxPages()).isEqualTo(7);
        assertThat(settings.serviceUser()).isEqualTo("robot");
        assertThat(settings.dataDirectory()).contains(Path.of("/var/lib/wiki"));
        assertThat(LeaseSettings.fromEnvironment(Map.of("GIT_SYNC_LOCK_TTL_MS", "9000"))
                        .ttl())
                .isEqualTo(Duration.ofSeconds(9));
        assertThat(settings.deletes().mode()).isEqualTo(DeletePolicy.Mode.SKIP);
        assertThat(settings.push().keepSymlinks()).isTrue();
        assertThat(settings.push().keepSubmodules()).isFalse();
    }

    @Test
    void readsPropertiesInLowerCase() {
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
    void readsDurationsWithUnits(String text, long millis) {
        assertThat(GitSyncSettings.fromEnvironment(Map.of("GIT_SYNC_POLL_INTERVAL_MS", text))
                        .schedule()
                        .pollInterval())
                .isEqualTo(Duration.ofMillis(millis));
    }

    /** faults B6. */
    @ParameterizedTest
    @CsvSource({"2097152,2097152", "2MB,2097152", "2 mib,2097152", "2048KB,2097152", "1GB,1073741824"})
    void readsSizesWithUnits(String text, long bytes) {
        Map<String, String> pack = Map.of("GIT_SYNC_MAX_PACK_BYTES", text, "GIT_SYNC_MAX_FILE_BYTES", "1MB");
        GitSyncSettings settings = GitSyncSettings.fromEnvironment(pack);
        assertThat(settings.push().maxPackBytes()).isEqualTo(bytes);
        assertThat(settings.push().maxFileBytes()).isEqualTo(1 << 20);
        assertThat(GitSyncSettings.fromEnvironment(Map.of("GIT_SYNC_MAX_PAGE_BYTES", "64KB"))
                        .push()
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
    void ignoresCaseAndSeparatorsOfProperties(String name) {
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
    void refusesAMisspeltPropertyByItsName(String name, String message) {
        Properties properties = properties(name, "5000");
        assertThatThrownBy(() -> GitSyncSettings.fromProperties(properties))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    /** faults B6. */
    @Test
    void namesThePropertyOfAnInvalidValueAsItWasWritten() {
        assertThatThrownBy(() -> GitSyncSettings.fromProperties(properties("git-sync.lockTtlMs", "soon")))
                .hasMessageStartingWith("git-sync.lockTtlMs is 'soon', but must be a duration");
        assertThatThrownBy(() -> GitSyncSettings.fromProperties(properties("git-sync.lockTtlMs", "5")))
                .hasMessageEndingWith("(set by git-sync.lockTtlMs=5)");
    }

    @Test
    void refusesTwoNamesOfOneSetting() {
        Properties properties = properties("git-sync.lock-ttl-ms", "9s");
        properties.setProperty("git-sync.lockTtlMs", "8s");
        assertThatThrownBy(() -> GitSyncSettings.fromProperties(properties))
                .hasMessageContainingAll("git-sync.lock-ttl-ms", "git-sync.lockTtlMs", "are the same setting");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20s | 20
            ''  | 30
            """)
    void propertyWinsOverTheVariableOfTheSameSettingUnlessItIsBlank(String value, long seconds) {
        Map<String, String> environment =
                Map.of("GIT_SYNC_POLL_INTERVAL_MS", "30s", "GIT_SYNC_LOCK_TTL_MS", "9s", "GIT_SYNC_COLOUR", "red");
        Properties properties = properties("git-sync.pollIntervalMs", value);

        assertThat(GitSyncSettings.fromProperties(properties, environment)
                        .schedule()
                        .pollInterval())
                .hasSeconds(seconds);
        assertThat(LeaseSettings.fromProperties(properties, environment).ttl()).hasSeconds(9);
    }

    @Test
    void ignoresPropertiesOfTheApplication() {
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GIT_SYNC_POL_INTERVAL_MS | GIT_SYNC_POL_INTERVAL_MS is not a setting of gitsync. Did you mean GIT_SYNC_POLL_INTERVAL_MS?",
                "GIT_SYNC_LOCK_TTL | GIT_SYNC_LOCK_TTL is not a setting of gitsync. Did you mean GIT_SYNC_LOCK_TTL_MS?",
                "GIT_SYNC_COLOUR | GIT_SYNC_COLOUR is not a setting of gitsync. Remove it, or correct its name; docs/operations.md lists all settings.",
            })
    void logsAMisspeltVariableWithTheNearestName(String name, String message) {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(GitSyncSettings.class);
        logged.start();
        log.addAppender(logged);
        try {
            GitSyncSettings.fromEnvironment(Map.of(name, "5000", "GIT_SYNC_DEBOUNCE_MS", "1s", "GITSYNC_BANNER", "x"));
        } finally {
            log.detachAppender(logged);
        }
        assertThat(logged.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(message);
    }

    @Test
    void readsTheNumberOfDeletesByItsSecondName() {
        assertThat(GitSyncSettings.fromEnvironment(Map.of("GIT_SYNC_MAX_DELETES_PER_PUSH", "7"))
                        .deletes()
                        .maxPages())
                .isEqualTo(7);
        assertThatThrownBy(() -> GitSyncSettings.fromEnvironment(
                        Map.of("GIT_SYNC_MAX_DELETES_PER_PUSH", "7", "GIT_SYNC_MAX_DELETES_PER_CYCLE", "8")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "GIT_SYNC_MAX_DELETES_PER_CYCLE and GIT_SYNC_MAX_DELETES_PER_PUSH are the same setting. Remove"
                                + " one of them.");
    }

    @Test
    void namesTheSettingThatNarrowsARange() {
        assertThatThrownBy(() -> GitSyncSettings.fromEnvironment(Map.of("GIT_SYNC_DEBOUNCE_MS", "20s")))
                .hasMessage(
                        "schedule.longestDebounce is 10s, but must be from 20s to 1h (set by GIT_SYNC_DEBOUNCE_MS=20s)");
    }

    @Test
    void readsOnlyTheSettingsOfLeasesForLeases() {
        LeaseSettings leases = LeaseSettings.fromProperties(properties("git-sync.lock-ttl-ms", "9s"));
        assertThat(leases).isEqualTo(new LeaseSettings(Duration.ofSeconds(9), "git-sync:lock:"));
        assertThat(LeaseSettings.fromEnvironment(
                        Map.of("GIT_SYNC_PARALLELISM", "0", "GIT_SYNC_LOCK_KEY_PREFIX", "wiki:")))
                .isEqualTo(new LeaseSettings(Duration.ofSeconds(30), "wiki:"));
        assertThatThrownBy(() -> new LeaseSettings(Duration.ofSeconds(9), "{x}"))
                .hasMessage("lease.keyPrefix is {x}, but must not contain braces");
    }

    @Test
    void enablesHttpOnlyWithTheMasterSwitch() {
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
                "GIT_SYNC_POLL_INTERVAL_MS | 0 | must be from 1ms to 1d",
                "GIT_SYNC_DEBOUNCE_MS | -1 | must be from 0 to 1h",
                "GIT_SYNC_MAX_DELETES_PER_CYCLE | -3 | must be 0 or more",
                "GIT_SYNC_MAX_PAGE_BYTES | 99999999999 | must be from 1KiB to 256MiB",
                "GIT_SYNC_MAX_DELETED_SHARE | 1.5 | must be from 0 to 1",
                "GIT_SYNC_LOCK_TTL_MS | 5 | must be from 100ms to 1h",
                "GIT_SYNC_LOCK_KEY_PREFIX | {x} | must not contain braces",
                "GIT_SYNC_MOVED_TIP | perhaps | one of MERGE, REFUSE",
                "GIT_SYNC_LOCK_TTL_MS | 15 parsecs | a duration such as 500ms",
                "GIT_SYNC_LOCK_TTL_MS | PT | a duration such as",
                "GIT_SYNC_LOCK_TTL_MS | 99999999999999999d | not larger than",
                "GIT_SYNC_LOCK_TTL_MS | 2d | must be from 100ms to 1h",
                "GIT_SYNC_MAX_PACK_BYTES | 64 MP | a size such as",
                "GIT_SYNC_MAX_PACK_BYTES | 1.5GB | a size such as",
                "GIT_SYNC_PARALLELISM | 4k | a whole number",
            })
    void namesVariableValueAndRangeOfAnInvalidValue(String name, String value, String range) {
        assertThatThrownBy(() -> GitSyncSettings.fromEnvironment(Map.of(name, value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(range);
    }
}
