package dev.gitsync.testkit.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorState.Decision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract tests for {@link dev.gitsync.mirror.MirrorStateStore}. Extend this class for your own store and run it. */
@Timeout(60)
public abstract class MirrorStateStoreContract extends MirrorReportsContract {
    /** Creates the contract; for subclasses. */
    protected MirrorStateStoreContract() {}

    @Test
    void aMirrorWithoutStateHasTheInitialOne() {
        assertThat(store().states(List.of(mirror))).isEqualTo(Map.of(mirror, MirrorState.initial()));
        assertThat(store().reports(mirror, KEPT)).isEmpty();
    }

    @Test
    void keepsAFullStateAndIncrementsItsVersion() {
        MirrorState full = new MirrorState(
                0,
                true,
                Optional.of(A),
                Optional.of(B),
                Optional.of(Decision.CONTINUE),
                Optional.of(NOON),
                Optional.of(NOON.minusMillis(1)),
                Optional.of(report(Outcome.CONFLICT)));
        assertThat(store().save(mirror, full)).isTrue();
        assertThat(stored()).isEqualTo(full.withVersion(1));
    }

    @Test
    void keepsTheAbsenceOfEveryPart() {
        saved(new MirrorState(
                0,
                true,
                Optional.of(A),
                Optional.of(B),
                Optional.of(Decision.CONTINUE),
                Optional.of(NOON),
                Optional.of(NOON),
                Optional.of(report(Outcome.CONFLICT))));
        assertThat(store().save(mirror, MirrorState.initial().withVersion(1))).isTrue();
        assertThat(stored()).isEqualTo(MirrorState.initial().withVersion(2));
    }

    @ParameterizedTest
    @EnumSource
    void keepsEveryDecision(Decision decision) {
        saved(MirrorState.initial().decided(Optional.of(decision)));
        assertThat(stored().decision()).contains(decision);
    }

    @ParameterizedTest
    @EnumSource
    void keepsEveryOutcome(Outcome outcome) {
        MirrorReport report = report(outcome);
        saved(withLast(report));
        store().add(report);
        assertThat(stored().last()).contains(report);
        assertThat(store().reports(mirror, 1)).containsExactly(report);
    }

    @Test
    void keepsAReportWithoutDetailsAndCommits() {
        MirrorReport bare =
                new MirrorReport(mirror, NOON, Outcome.UNREACHABLE, "", List.of(), Optional.empty(), Optional.empty());
        saved(withLast(bare));
        store().add(bare);
        assertThat(stored().last()).contains(bare);
        assertThat(store().reports(mirror, 1)).containsExactly(bare);
    }

    /** Page names and what a remote says may contain any character; the store may replace the impossible ones. */
    @Test
    void textThatItCannotKeepIsReplacedAndNothingIsLost() {
        String ordinary = "Ä 🙂 \t \n ' \" \\ { } , NULL";
        List<String> details = List.of("a\0b", "lone \ud83d surrogate", "", ordinary, "x".repeat(10_000));
        MirrorReport report = new MirrorReport(
                mirror, NOON, Outcome.CONFLICT, "a\0b " + ordinary, details, Optional.empty(), Optional.empty());
        saved(withLast(report));
        store().add(report);
        for (MirrorReport found : List.of(
                stored().last().orElseThrow(), store().reports(mirror, 1).get(0))) {
            assertThat(found.sentence()).startsWith("a").endsWith("b " + ordinary);
            assertThat(found.details()).hasSize(details.size());
            assertThat(found.details().subList(2, 5)).isEqualTo(details.subList(2, 5));
            assertThat(found.details().get(0)).startsWith("a").endsWith("b");
            assertThat(found.details().get(1)).startsWith("lone ").endsWith(" surrogate");
        }
    }

    @Test
    void keepsInstantsToTheMillisecond() {
        for (String nanos : List.of("000000000", "000999999", "001000000", "123456789", "999000000", "999999999")) {
            Instant instant = Instant.parse("2026-11-30T23:59:59." + nanos + "Z");
            MirrorId other = newId();
            MirrorReport report =
                    new MirrorReport(other, instant, Outcome.PUSHED, "", List.of(), Optional.empty(), Optional.empty());
            assertThat(store().save(
                                    other,
                                    new MirrorState(
                                            0,
                                            false,
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.of(instant),
                                            Optional.of(instant),
                                            Optional.of(report))))
                    .isTrue();
            store().add(report);
            MirrorState state = stored(other);
            assertThat(Stream.of(
                                    state.checked().orElseThrow(),
                                    state.since().orElseThrow(),
                                    state.last().orElseThrow().at(),
                                    store().reports(other, 1).get(0).at())
                            .map(found -> found.truncatedTo(ChronoUnit.MILLIS)))
                    .as(nanos)
                    .containsOnly(instant.truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @Test
    void readsTheStatesOfManyMirrorsAtOnce() {
        List<MirrorId> some =
                Stream.generate(MirrorReportsContract::newId).limit(200).toList();
        some.stream()
                .limit(100)
                .forEach(id -> assertThat(store().save(id, MirrorState.initial().paused(true)))
                        .isTrue());
        Map<MirrorId, MirrorState> states = store().states(some);
        assertThat(states.keySet()).containsExactlyInAnyOrderElementsOf(some);
        assertThat(states.values().stream().filter(MirrorState::isPaused)).hasSize(100);
        assertThat(states.get(some.get(150))).isEqualTo(MirrorState.initial());
    }

    @Test
    void readsNoStatesAndTheSameStateTwice() {
        assertThat(store().states(List.of())).isEmpty();
        saved(MirrorState.initial().paused(true));
        assertThat(store().states(List.of(mirror, mirror))).containsOnlyKeys(mirror);
    }

    @Test
    void aSaveFromAnotherVersionChangesNothing() {
        MirrorState first = saved(MirrorState.initial().paused(true));
        for (long version : new long[] {-1, 0, 2, Long.MAX_VALUE}) {
            assertThat(store().save(mirror, MirrorState.initial().withVersion(version)))
                    .as("version " + version)
                    .isFalse();
        }
        assertThat(stored()).isEqualTo(first);
    }

    @Test
    void aMirrorWithoutStateIsSavedFromVersionZeroOnly() {
        for (long version : new long[] {-1, 1, 7}) {
            assertThat(store().save(mirror, MirrorState.initial().withVersion(version)))
                    .as("version " + version)
                    .isFalse();
        }
        assertThat(stored()).isEqualTo(MirrorState.initial());
    }

    @Test
    void anotherProcessSeesWhatWasSavedAndWinsOrLosesByTheVersion() {
        MirrorState mine = saved(MirrorState.initial());
        MirrorState theirs = elsewhere().states(List.of(mirror)).getOrDefault(mirror, MirrorState.initial());
        assertThat(theirs).isEqualTo(mine);
        assertThat(elsewhere().save(mirror, theirs.paused(true))).isTrue();
        assertThat(store().save(mirror, mine.decided(Optional.of(Decision.CONTINUE))))
                .isFalse();
        assertThat(stored()).isEqualTo(theirs.paused(true).withVersion(2));
        store().add(report(Outcome.PUSHED));
        assertThat(elsewhere().reports(mirror, KEPT)).containsExactly(report(Outcome.PUSHED));
    }

    @Test
    void ofWritersAtOnceExactlyOneWinsEachVersion() throws Exception {
        for (long version = 0; version < 5; version++) {
            MirrorState next = MirrorState.initial().withVersion(version);
            List<Boolean> won = atOnce(thread -> (thread % 2 == 0 ? store() : elsewhere()).save(mirror, next));
            assertThat(won).containsOnlyOnce(true);
        }
        assertThat(stored().version()).isEqualTo(5);
    }

    @Test
    void savesOfDifferentMirrorsDoNotDisturbEachOther() throws Exception {
        List<MirrorId> ids =
                Stream.generate(MirrorReportsContract::newId).limit(THREADS).toList();
        atOnce(thread -> {
            MirrorId id = ids.get(thread);
            for (long version = 0; version < 10; version++) {
                assertThat(store().save(id, MirrorState.initial().withVersion(version)))
                        .isTrue();
            }
            return true;
        });
        assertThat(store().states(ids).values()).allMatch(state -> state.version() == 10);
    }

    @Test
    void aRemovedMirrorBeginsAnew() {
        MirrorId other = newId();
        saved(MirrorState.initial().paused(true));
        assertThat(store().save(other, MirrorState.initial())).isTrue();
        store().add(report(Outcome.PUSHED));

        store().remove(mirror);

        assertThat(stored()).isEqualTo(MirrorState.initial());
        assertThat(store().reports(mirror, KEPT)).isEmpty();
        assertThat(store().states(List.of(other)).get(other))
                .isEqualTo(MirrorState.initial().withVersion(1));
        assertThat(store().save(mirror, MirrorState.initial().withVersion(1)))
                .as("a run that began before")
                .isFalse();
        assertThat(store().save(mirror, MirrorState.initial())).isTrue();
    }

    @Test
    void removingAMirrorThatHasNothingDoesNothing() {
        store().remove(mirror);
        assertThat(stored()).isEqualTo(MirrorState.initial());
    }

    private MirrorState stored() {
        return stored(mirror);
    }

    private MirrorState stored(MirrorId id) {
        return store().states(List.of(id))
                .getOrDefault(id, MirrorState.initial().withVersion(-1));
    }

    private MirrorState saved(MirrorState state) {
        assertThat(store().save(mirror, state)).isTrue();
        return stored();
    }

    private static MirrorState withLast(MirrorReport report) {
        return new MirrorState(
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(report));
    }
}
