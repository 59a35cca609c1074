package dev.gitsync.internal.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.model.PageId;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.report.SpaceStatus.PushSummary;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.SyncReport.PageFailure;
import dev.gitsync.report.SyncReport.Reconciliation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults W7: the stored outcome of a space is small, whatever its last push or cycle was. */
class LastOutcomesTest {
    private static final SpaceId DOCS = new SpaceId("docs");

    private final LastOutcomes outcomes = new LastOutcomes();

    @Test
    void keepsCountsOfAPushAndNoRows() {
        outcomes.pushed(DOCS, new PushResult.Accepted(pages(20_100), 3));

        assertThat(outcomes.push(DOCS).orElseThrow().what())
                .isEqualTo(new PushSummary(PushSummary.Outcome.ACCEPTED, 20_100, 0, 3, false, Optional.empty(), ""));
    }

    @Test
    void keepsTheFirstFailuresOfACycleWithoutReconciledPages() {
        List<PageFailure> failed = IntStream.range(0, 5_000)
                .mapToObj(i -> new PageFailure(new PageId("p" + i), 1, "reason"))
                .toList();
        outcomes.synced(
                DOCS,
                new SyncReport.Pulled(
                        DOCS,
                        1,
                        1,
                        1,
                        0,
                        null,
                        failed,
                        new Reconciliation("", "", pages(5_000), List.of(), List.of(), List.of())));

        assertThat(outcomes.sync(DOCS).orElseThrow().what()).isInstanceOfSatisfying(SyncReport.Pulled.class, pulled -> {
            assertThat(pulled.failed()).hasSize(LastOutcomes.MOST_FAILURES);
            assertThat(pulled.reconciliation()).isNull();
        });
    }

    /** An exception of a wiki may refer to large objects, such as the failed statement with all pages. */
    @ParameterizedTest
    @MethodSource
    void keepsTheMessageOfAFailureWithoutItsObjects(Throwable cause) {
        SyncReport.Failed failed = new SyncReport.Failed(DOCS, "x".repeat(100_000), cause);

        outcomes.synced(DOCS, failed);

        assertThat(outcomes.sync(DOCS).orElseThrow().what()).isInstanceOfSatisfying(SyncReport.Failed.class, kept -> {
            assertThat(kept.message()).hasSizeLessThanOrEqualTo(LastOutcomes.MOST_CHARS);
            assertThat(kept.isTransient()).isEqualTo(failed.isTransient());
            assertThat(kept.cause()).isNotSameAs(cause).hasNoCause();
            assertThat(kept.cause().getStackTrace()).isEmpty();
            assertThat(kept.cause().getSuppressed()).isEmpty();
        });
    }

    static Stream<Throwable> keepsTheMessageOfAFailureWithoutItsObjects() {
        return Stream.of(
                new StoreException("down", new IllegalStateException("driver")),
                new IOException("disk"),
                new OutOfMemoryError("heap"),
                new IllegalStateException("a rule of the wiki"),
                new StoreRejectedException("no", new IllegalStateException("driver")));
    }

    @Test
    void keepsTheBeginningOfALongReason() {
        PageFailure failure = new PageFailure(new PageId("p"), 1, "y".repeat(100_000));

        outcomes.synced(DOCS, new SyncReport.Pulled(DOCS, 1, 1, 1, 0, null, List.of(failure), null));

        assertThat(outcomes.sync(DOCS).orElseThrow().what())
                .isInstanceOfSatisfying(
                        SyncReport.Pulled.class,
                        pulled -> assertThat(pulled.failed())
                                .singleElement()
                                .satisfies(kept ->
                                        assertThat(kept.reason()).hasSizeLessThanOrEqualTo(LastOutcomes.MOST_CHARS)));
    }

    @Test
    void forgetsDisabledAndLeastRecentlyUsedSpaces() {
        outcomes.synced(DOCS, new SyncReport.UpToDate(DOCS, null));
        outcomes.forget(DOCS);
        assertThat(outcomes.sync(DOCS)).isEmpty();

        for (int i = 0; i <= LastOutcomes.MOST_SPACES; i++) {
            SpaceId space = new SpaceId("s" + i);
            outcomes.synced(space, new SyncReport.UpToDate(space, null));
        }
        assertThat(outcomes.sync(new SpaceId("s0"))).isEmpty();
        assertThat(outcomes.sync(new SpaceId("s1"))).isPresent();
    }

    private static List<PushedPage> pages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PushedPage(new PageId("p" + i), PushedPage.Action.CREATED, i + ".md"))
                .toList();
    }
}
