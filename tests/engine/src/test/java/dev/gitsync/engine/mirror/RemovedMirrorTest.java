package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.Clocks;
import dev.gitsync.internal.mirror.folder.FolderHistory;
import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.settings.GitSyncSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Maintenance removes the own repository of a mirror of a folder after the mirror was removed. */
@Timeout(30)
class RemovedMirrorTest {
    private static final SpaceId OWN =
            FolderHistory.repository(MirrorFixture.ID).id();

    private final AtomicLong time = new AtomicLong();
    private final Listed repositories = new Listed();
    private final MirrorFixture site = new MirrorFixture(
            repositories,
            new InMemoryMirrorStateStore(),
            builder -> Clocks.of(builder, time::get)
                    .settings(GitSyncSettings.builder()
                            .schedule(schedule -> schedule.maintenanceInterval(Duration.ofMillis(2)))
                            .build()));

    /** Counts how often maintenance lists the repositories of mirrors. */
    private static final class Listed implements RepositoryStore {
        private final RepositoryStore delegate = new InMemoryRepositoryStore();
        private final AtomicInteger lists = new AtomicInteger();

        @Override
        public SpaceRepository open(Space space, PackLimits limits) {
            return delegate.open(space, limits);
        }

        @Override
        public List<SpaceId> withPrefix(String prefix) {
            lists.incrementAndGet();
            return delegate.withPrefix(prefix);
        }

        @Override
        public void remove(Space space) {
            delegate.remove(space);
        }
    }

    RemovedMirrorTest() throws IOException {
        site.folder("docs");
        site.commitThere("docs/Setup.md", "text", "Docs");
        site.run(Outcome.TAKEN_IN);
    }

    @AfterEach
    void close() {
        site.sync.close();
    }

    private List<SpaceId> stored() {
        return repositories.delegate.withPrefix("mirror--");
    }

    private void later(Duration elapsed) {
        time.addAndGet(elapsed.toNanos());
    }

    /** Lets maintenance run, from its beginning to its end. */
    private void maintain() {
        int before = repositories.lists.get();
        await().until(() -> repositories.lists.get() > before + 2);
    }

    @Test
    void isRemovedAnHourAfterItsMirror() {
        assertThat(stored()).containsExactly(OWN);
        site.remove();
        site.states.remove(MirrorFixture.ID);
        site.sync.start();
        maintain();
        later(Duration.ofMinutes(59));
        maintain();
        assertThat(stored()).containsExactly(OWN);

        later(Duration.ofMinutes(2));
        await().until(() -> stored().isEmpty());
        assertThat(repositories.delegate.withPrefix(site.space.id().value())).containsExactly(site.space.id());
    }

    /** Lets two hours pass, with maintenance before and after. */
    private void twoHoursOfMaintenance() {
        site.sync.start();
        maintain();
        later(Duration.ofHours(2));
        maintain();
    }

    @Test
    void staysWhileTheMirrorExists() {
        twoHoursOfMaintenance();
        assertThat(stored()).containsExactly(OWN);
    }

    @Test
    void staysIfAnotherProcessRanTheMirrorLately() {
        site.remove();
        lastRun(Duration.ofDays(2).minusMinutes(5));
        twoHoursOfMaintenance();
        assertThat(stored()).containsExactly(OWN);
    }

    @Test
    void isRemovedTwoDaysAfterTheLastRunOfAnyProcess() {
        site.remove();
        lastRun(Duration.ofDays(2).plusMinutes(5));
        site.sync.start();
        maintain();
        later(Duration.ofHours(2));
        await().until(() -> stored().isEmpty());
    }

    /** Makes the last run of the mirror that long ago. */
    private void lastRun(Duration ago) {
        MirrorState state = site.states.states(List.of(MirrorFixture.ID)).get(MirrorFixture.ID);
        Instant then = Instant.now().minus(ago);
        MirrorReport last = state.last().orElseThrow();
        assertThat(site.states.save(
                        MirrorFixture.ID,
                        new MirrorState(
                                state.version(),
                                false,
                                state.common(),
                                state.underway(),
                                state.decision(),
                                Optional.of(then),
                                state.since(),
                                Optional.of(new MirrorReport(
                                        last.mirror(),
                                        then,
                                        last.outcome(),
                                        last.sentence(),
                                        last.details(),
                                        last.main(),
                                        last.remote())))))
                .isTrue();
    }

    @Test
    void isRemovedWhenTheMirrorHasNoFolderAnyMore() {
        site.folder("");
        site.sync.start();
        maintain();
        later(Duration.ofHours(2));
        await().until(() -> stored().isEmpty());
    }
}
