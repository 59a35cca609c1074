package dev.gitsync.servlet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

class MicrometerSyncTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = Instant.EPOCH;
    private final MicrometerSync metrics = new MicrometerSync(registry, () -> now);

    @Test
    void countsCyclesByTheirOutcomeAndWhatTheyRead() {
        report(pulled("secretspace", List.of()));
        report(pulled("secretspace", List.of()));
        report(new SyncReport.UpToDate(new SpaceId("secretspace"), null));
        report(new SyncReport.Skipped(new SpaceId("secretspace"), SyncReport.Reason.LOCK_HELD));
        report(SyncReport.Failed.of(new SpaceId("secretspace"), new IOException("secret words")));
        assertThat(cycles("pulled")).isEqualTo(2);
        assertThat(cycles("up-to-date")).isEqualTo(1);
        assertThat(cycles("lock-held")).isEqualTo(1);
        assertThat(cycles("failed")).isEqualTo(1);
        assertThat(counter("gitsync.pulled.changes")).isEqualTo(14);
        assertThat(counter("gitsync.pulled.commits")).isEqualTo(6);
        assertThat(registry.getMeters().toString()).doesNotContain("secret");
    }

    @Test
    void countsPushesByTheirResult() {
        push(new PushResult.Accepted(List.of(), 1));
        push(new PushResult.Refused(PushResult.Reason.TOO_MANY_DELETES, "", List.of()));
        assertThat(pushes("accepted")).isEqualTo(1);
        assertThat(pushes("too-many-deletes")).isEqualTo(1);
    }

    @Test
    void countsStoresThatWereRestored() {
        metrics.onStoreRestored(space("docs"));
        assertThat(counter("gitsync.restored.stores")).isEqualTo(1);
    }

    @Test
    void showsHowManySpacesFail() {
        assertThat(failing("transient")).isZero();
        report(SyncReport.Failed.of(new SpaceId("a"), new IOException("cut")));
        report(SyncReport.Failed.of(new SpaceId("b"), new StoreRejectedException("no", null)));
        report(pulled("c", List.of(new SyncReport.PageFailure(new PageId("p"), 3, "TOO_LONG"))));
        assertThat(failing("transient")).isEqualTo(1);
        assertThat(failing("permanent")).isEqualTo(1);
        assertThat(failing("pages")).isEqualTo(1);
        report(new SyncReport.Skipped(new SpaceId("a"), SyncReport.Reason.LOCK_HELD));
        assertThat(failing("transient"))
                .as("a cycle that did not run settles nothing")
                .isEqualTo(1);
        report(pulled("a", List.of()));
        report(new SyncReport.UpToDate(new SpaceId("b"), null));
        assertThat(failing("transient")).isZero();
        assertThat(failing("permanent")).isZero();
    }

    @Test
    void forgetsASpaceThatAnotherProcessTookOver() {
        report(SyncReport.Failed.of(new SpaceId("a"), new IOException("cut")));
        now = now.plus(Duration.ofMinutes(59));
        assertThat(failing("transient")).isEqualTo(1);
        now = now.plus(Duration.ofMinutes(1));
        assertThat(failing("transient")).isZero();
    }

    private static Space space(String id) {
        return new Space(new SpaceId(id), "", "Docs");
    }

    private void report(SyncReport report) {
        metrics.onSync(space(report.space().value()), report);
    }

    private void push(PushResult result) {
        metrics.onPush(
                new PushAttempt(
                        space("secretspace"),
                        new Pusher("ada", new Person("Ada", "ada@example.org")),
                        new PushAttempt.Proposal(ObjectId.zeroId(), ObjectId.zeroId(), List.of())),
                result);
    }

    private static SyncReport pulled(String space, List<SyncReport.PageFailure> failed) {
        return new SyncReport.Pulled(new SpaceId(space), 7, 3, 2, 1, null, failed, null);
    }

    private double cycles(String outcome) {
        return registry.get("gitsync.cycles").tag("outcome", outcome).counter().count();
    }

    private double pushes(String result) {
        return registry.get("gitsync.push.results")
                .tag("result", result)
                .counter()
                .count();
    }

    private double counter(String name) {
        return registry.get(name).counter().count();
    }

    private double failing(String kind) {
        return registry.get("gitsync.spaces.failing").tag("kind", kind).gauge().value();
    }
}
