package dev.gitsync.jdbi.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.jdbi.TestDatabase;
import dev.gitsync.mirror.EnvironmentMirrorSecrets;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorStateStore;
import dev.gitsync.testkit.mirror.MirrorStateStoreContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JdbiMirrorStatesTest extends MirrorStateStoreContract {
    private static final TestDatabase DATABASE = MirrorTables.DATABASE;

    private final MirrorStateStore store = mirrors();
    private final MirrorStateStore elsewhere = mirrors();

    private static JdbiMirrors mirrors() {
        return new JdbiMirrors(DATABASE.jdbi(), EncryptionKeys.none(), new EnvironmentMirrorSecrets(Map.of()));
    }

    @Override
    protected MirrorStateStore store() {
        return store;
    }

    @Override
    protected MirrorStateStore elsewhere() {
        return elsewhere;
    }

    /** After a downgrade, the tables may hold values of the newer version. */
    @Test
    void outcomesAndDecisionsOfANewerVersionDoNotBreakReading() {
        MirrorId mirror = new MirrorId("from-the-future");
        MirrorReport report = new MirrorReport(
                mirror,
                Instant.parse("2026-11-30T12:00:00Z"),
                Outcome.CONFLICT,
                "The remote is on the moon.",
                List.of("detail"),
                Optional.empty(),
                Optional.empty());
        store.save(
                mirror,
                new MirrorState(
                        0,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(MirrorState.Decision.CONTINUE),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(report)));
        store.add(report);
        for (String table : List.of("states", "reports")) {
            DATABASE.jdbi()
                    .useHandle(handle -> handle.execute("UPDATE gitsync_mirror_" + table
                            + " SET outcome = 'ON_THE_MOON'" + " WHERE mirror_id = 'from-the-future'"));
        }
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute(
                        "UPDATE gitsync_mirror_states SET decision = 'FLY'" + " WHERE mirror_id = 'from-the-future'"));

        MirrorState state = store.states(List.of(mirror)).getOrDefault(mirror, MirrorState.initial());
        MirrorReport asFailed = new MirrorReport(
                mirror,
                report.at(),
                Outcome.FAILED,
                report.sentence(),
                report.details(),
                Optional.empty(),
                Optional.empty());
        assertThat(state.isPaused()).isTrue();
        assertThat(state.decision()).isEmpty();
        assertThat(state.last()).contains(asFailed);
        assertThat(store.reports(mirror, 10)).containsExactly(asFailed);
        assertThat(store.save(mirror, state)).isTrue();
    }
}
