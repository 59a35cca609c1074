package dev.gitsync.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.settings.GitSyncSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A poll skips unchanged spaces, and finds every change. */
class SchedulerVersionTokensTest {
    private static final SpaceId A = new SpaceId("a");

    private final HandDriven wiki = new HandDriven(GitSyncSettings.builder()
            .schedule(times -> times.pollInterval(Duration.ofSeconds(10)).debounce(Duration.ofSeconds(1)))
            .build()
            .schedule());

    SchedulerVersionTokensTest() {
        wiki.enabled = List.of("a", "b");
    }

    @Test
    void pollsASpaceWithAnUnchangedTokenOnce() {
        wiki.versionTokens.put(A, "1");
        wiki.pass(Duration.ofSeconds(55));
        assertThat(wiki.cyclesOf("a")).isEqualTo(1);
        assertThat(wiki.cyclesOf("b")).as("has no version token").isEqualTo(6);

        wiki.versionTokens.put(A, "2");
        wiki.pass(Duration.ofSeconds(40));
        assertThat(wiki.cyclesOf("a")).isEqualTo(2);
    }

    @Test
    void pollsAFailedOrBusySpaceAgain() {
        wiki.versionTokens.put(A, "1");
        wiki.cycle = id -> wiki.cyclesOf("a") < 3 ? HandDriven.held(id) : new SyncReport.UpToDate(id, null);
        wiki.pass(Duration.ofSeconds(95));
        assertThat(wiki.cyclesOf("a")).isEqualTo(3);
    }

    /** Such as other names of folder pages in a large space: the version token need not change. */
    @Test
    void continuesWorkThatTakesSeveralCyclesWithThePolls() {
        wiki.versionTokens.put(A, "1");
        wiki.cycle = id -> new SyncReport.UpToDate(id, null, id.equals(A) && wiki.cyclesOf("a") < 4);
        wiki.pass(Duration.ofSeconds(95));
        assertThat(wiki.cyclesOf("a")).isEqualTo(4);
    }

    @Test
    void findsAChangeThatAPollSeesDuringACycle() {
        wiki.versionTokens.put(A, "1");
        wiki.pass(Duration.ofSeconds(5));
        // An event starts a cycle of space a; while it runs, a user edits a page, and then a poll reads the version
        // tokens.
        wiki.cycle = id -> {
            if (id.equals(A) && wiki.cyclesOf("a") == 2) {
                wiki.versionTokens.put(A, "2");
                wiki.take(Duration.ofSeconds(20));
            }
            return new SyncReport.UpToDate(id, null);
        };
        wiki.changed("a");
        wiki.pass(Duration.ofSeconds(60));
        assertThat(wiki.cyclesOf("a")).isEqualTo(3);
    }

    @Test
    void pollsAReenabledSpaceAgain() {
        wiki.versionTokens.put(A, "1");
        wiki.pass(Duration.ofSeconds(15));
        wiki.enabled = List.of("b");
        wiki.pass(Duration.ofSeconds(15));
        wiki.enabled = List.of("a", "b");
        wiki.pass(Duration.ofSeconds(15));
        assertThat(wiki.cyclesOf("a")).isEqualTo(2);
    }
}
