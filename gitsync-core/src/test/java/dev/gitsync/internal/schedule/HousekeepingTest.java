package dev.gitsync.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.StepObserver;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.Schedule;
import dev.gitsync.store.SpaceDirectory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HousekeepingTest {
    private static final Space LARGE = new Space(new SpaceId("large"), "acme", "Large");
    private static final Space BROKEN = new Space(new SpaceId("broken"), "acme", "Broken");
    private static final Space SMALL = new Space(new SpaceId("small"), "acme", "Small");

    private final StartedThreads started = new StartedThreads();
    private final Queue<SpaceId> maintained = new ConcurrentLinkedQueue<>();
    private final Set<SpaceId> needy = ConcurrentHashMap.newKeySet();
    private final CountDownLatch isAtWork = new CountDownLatch(1);
    private final CountDownLatch neverEnds = new CountDownLatch(1);
    private volatile boolean slow;

    private final RepositoryStore repositories = new RepositoryStore() {
        @Override
        public SpaceRepository open(Space space, PackLimits limits) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean needsMaintenance(Space space) {
            if (space.equals(BROKEN)) {
                throw new StoreException("The storage can't be reached");
            }
            return needy.contains(space.id());
        }

        @Override
        public boolean maintain(Space space) throws InterruptedException {
            isAtWork.countDown();
            if (slow) {
                neverEnds.await();
            }
            needy.remove(space.id());
            maintained.add(space.id());
            return true;
        }
    };
    private final SpaceDirectory spaces = new SpaceDirectory() {
        @Override
        public Optional<Space> find(SpaceId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Space> enabled() {
            return List.of(BROKEN, LARGE, SMALL);
        }
    };

    private Housekeeping every(Duration interval) {
        Schedule schedule = GitSyncSettings.builder()
                .schedule(times -> times.maintenanceInterval(interval))
                .build()
                .schedule();
        return new Housekeeping(
                new Housekeeping.Tasks(spaces, repositories, () -> {}, StepRecorder.of(StepObserver.noop())), schedule);
    }

    @Test
    void maintainsRepeatedlyDespiteFailures() {
        needy.add(LARGE.id());
        try (Housekeeping housekeeping = every(Duration.ofMillis(5))) {
            housekeeping.start();
            housekeeping.start();
            await().until(() -> maintained.size() == 1);
            needy.add(SMALL.id());
            await().until(() -> maintained.size() == 2);
        }
        assertThat(maintained).containsExactly(LARGE.id(), SMALL.id());
    }

    @Test
    void closingInterruptsItAndLeavesNoThread() throws Exception {
        needy.add(LARGE.id());
        slow = true;
        Housekeeping housekeeping = every(Duration.ofMillis(5));
        housekeeping.start();
        isAtWork.await();
        housekeeping.close();
        housekeeping.close();
        housekeeping.start();
        // Its work has ended; the thread itself takes a moment more.
        await().until(() -> threads().isEmpty());
        assertThat(maintained).isEmpty();
    }

    @Test
    void neverRunsForAnIntervalOfZero() {
        needy.add(LARGE.id());
        try (Housekeeping housekeeping = every(Duration.ZERO)) {
            housekeeping.start();
            assertThat(threads()).isEmpty();
        }
    }

    private List<Thread> threads() {
        return started.named("gitsync-maintenance");
    }
}
