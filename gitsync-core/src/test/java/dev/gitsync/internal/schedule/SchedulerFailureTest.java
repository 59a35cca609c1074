package dev.gitsync.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.settings.GitSyncSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Row E3: a failed cycle is retried with growing pauses, and blocks no other space. Back-off 1 s up to 5 min, without jitter. */
@Timeout(60)
class SchedulerFailureTest {
    private final HandDriven sync = new HandDriven(GitSyncSettings.defaults().schedule());
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Scheduler.class);

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
        logger.setAdditive(true);
    }

    @Test
    void backsOffForAFailingSpaceOnly() {
        sync.enabled = List.of("bad", "good");
        failing("bad");

        sync.pass(Duration.ofMinutes(20));

        assertThat(sync.timesOf("bad"))
                .containsExactly(
                        "0", "1000", "3000", "7000", "15000", "31000", "63000", "127000", "255000", "511000", "811000",
                        "1111000");
        assertThat(sync.timesOf("good")).hasSize(81);
    }

    @Test
    void endsTheBackOffAfterASuccess() {
        sync.enabled = List.of("a");
        sync.cycle = id -> sync.cyclesOf("a") == 4 ? new SyncReport.UpToDate(id, null) : HandDriven.failed(id);

        sync.pass(Duration.ofSeconds(20));

        assertThat(sync.log).containsExactly("a@0", "a@1000", "a@3000", "a@7000", "a@15000", "a@16000", "a@18000");
    }

    @Test
    void keepsTheBackOffDespiteAnEvent() {
        failing("a");
        sync.changed("a");
        sync.passMillis(6_000);
        assertThat(sync.log).containsExactly("a@2000", "a@3000", "a@5000");

        sync.changed("a");
        sync.passMillis(4_000);

        assertThat(sync.timesOf("a")).endsWith("5000", "9000").hasSize(4);
    }

    @Test
    void keepsAnEventWhoseCycleFails() {
        sync.cycle = id -> sync.cyclesOf("a") < 3 ? HandDriven.failed(id) : new SyncReport.UpToDate(id, null);
        sync.changed("a");

        sync.pass(Duration.ofHours(1));

        assertThat(sync.log).containsExactly("a@2000", "a@3000", "a@5000");
    }

    @Test
    void retriesAnEventForALockedSpaceWithoutBackOff() {
        sync.cycle = id -> sync.cyclesOf("a") < 4 ? HandDriven.held(id) : new SyncReport.UpToDate(id, null);
        sync.changed("a");

        sync.pass(Duration.ofHours(1));

        assertThat(sync.log).containsExactly("a@2000", "a@4000", "a@6000", "a@8000");
    }

    @Test
    void keepsAnEventWhoseRetryMeetsAHeldLock() {
        sync.cycle = id -> switch (sync.cyclesOf("a")) {
            case 1 -> HandDriven.failed(id);
            case 2 -> new SyncReport.Skipped(id, SyncReport.Reason.IN_PROGRESS);
            default -> new SyncReport.UpToDate(id, null);
        };
        sync.changed("a");

        sync.pass(Duration.ofHours(1));

        assertThat(sync.log).containsExactly("a@2000", "a@3000", "a@5000");
    }

    @Test
    void pausesBetweenRetriesForAHeldLockWithoutDebounce() {
        HandDriven eager = new HandDriven(GitSyncSettings.builder()
                .schedule(times -> times.debounce(Duration.ZERO))
                .build()
                .schedule());
        eager.cycle = HandDriven::held;
        eager.changed("a");

        eager.passMillis(250);

        assertThat(eager.log).containsExactly("a@0", "a@100", "a@200");
    }

    @Test
    void retriesAPollThatFindsTheLockHeldAtTheNextTick() {
        sync.enabled = List.of("a");
        sync.cycle = HandDriven::held;

        sync.pass(Duration.ofSeconds(46));

        assertThat(sync.log).containsExactly("a@0", "a@15000", "a@30000", "a@45000");
    }

    @Test
    void forgetsTheBackOffOfADisabledSpace() {
        sync.enabled = List.of("bad", "good");
        failing("bad");
        sync.pass(Duration.ofSeconds(20));
        sync.enabled = List.of("good");
        sync.pass(Duration.ofSeconds(99));
        assertThat(sync.timesOf("bad")).hasSize(5);
        assertThat(sync.timesOf("good")).hasSize(8);

        sync.enabled = List.of("bad", "good");
        sync.pass(Duration.ofSeconds(5));

        assertThat(sync.timesOf("bad").skip(5)).containsExactly("120000", "121000", "123000");
    }

    @Test
    void forgetsTheEventOfADisabledSpace() {
        sync.cycle = id -> new SyncReport.Skipped(id, SyncReport.Reason.DISABLED);
        sync.changed("a");

        sync.pass(Duration.ofHours(1));

        assertThat(sync.log).containsExactly("a@2000");
    }

    @Test
    void logsAFailingListingAndContinues() {
        sync.enabled = List.of("a");
        sync.listingsThatFail = 2;
        sync.changed("b");

        sync.pass(Duration.ofSeconds(31));

        assertThat(sync.log).containsExactly("b@2000", "a@30000");
        assertThat(logged.list)
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line.getThrowableProxy().getMessage()).isEqualTo("no database"));
    }

    @Test
    void logsACycleThatThrowsAndBacksOff() {
        sync.enabled = List.of("a", "b");
        sync.cycle = id -> {
            if (id.value().equals("a")) {
                if (sync.cyclesOf("a") == 1) {
                    throw new IllegalStateException("bug");
                }
                throw new StackOverflowError("deep");
            }
            return new SyncReport.UpToDate(id, null);
        };

        sync.passMillis(3_500);

        assertThat(sync.log).containsExactly("a@0", "b@0", "a@1000", "a@3000");
        assertThat(logged.list)
                .extracting(line -> line.getThrowableProxy().getMessage())
                .containsExactly("bug", "deep", "deep");
    }

    @Test
    void retriesAJobWithoutAFreeThread() {
        sync.enabled = List.of("a");
        sync.jobsRefused = 1;
        sync.pass(Duration.ofSeconds(1));
        assertThat(sync.log).isEmpty();
        sync.pass(Duration.ofSeconds(15));
        assertThat(sync.log).containsExactly("a@15000");

        sync.jobsRefused = 1;
        sync.changed("a");
        sync.pass(Duration.ofSeconds(4));

        assertThat(sync.log).containsExactly("a@15000", "a@19000");
        assertThat(logged.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR, Level.ERROR);
    }

    private void failing(String space) {
        SpaceId bad = new SpaceId(space);
        sync.cycle = id -> id.equals(bad) ? HandDriven.failed(id) : new SyncReport.UpToDate(id, null);
    }
}
