package dev.gitsync.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Samples OURS = new Samples("ms", List.of(30.0, 10.0, 20.0));
    private static final Samples THEIRS = new Samples("ms", List.of(40.0, 10.0));

    @Test
    void medianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(OURS.median()).isEqualTo(20);
        assertThat(THEIRS.median()).isEqualTo(25);
        assertThat(OURS.least()).isEqualTo(10);
        assertThat(OURS.most()).isEqualTo(30);
    }

    @Test
    void aSeriesWithoutValuesIsNone() {
        assertThatThrownBy(() -> Samples.millis().samples()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lessTimeAndMoreOperationsAreASmallerRatio() {
        assertThat(Outcome.compared("P4", "push", OURS, THEIRS, "git", 1).ratio())
                .isEqualTo(0.8);
        assertThat(Outcome.rates("P8", "crowd", OURS, THEIRS, "git", 1).ratio()).isEqualTo(1.25);
    }

    @Test
    void aRowHoldsOnlyWithinBothBounds() {
        Outcome row = Outcome.compared("P1", "cycle", OURS, THEIRS, "git", 0.8);
        assertThat(row.holds()).isTrue();
        assertThat(row.atMost(20).holds()).isTrue();
        assertThat(row.atMost(19.9).holds()).isFalse();
        assertThat(Outcome.compared("P1", "cycle", OURS, THEIRS, "git", 0.79).holds())
                .isFalse();
    }

    @Test
    void aLineSaysWhatWasMeasuredAndWhetherItHolds() {
        assertThat(Report.line(Outcome.compared("P4", "push", OURS, THEIRS, "plain git", 0.5)))
                .isEqualTo("| P4 | push | 20.0 ms (10.0–30.0) | plain git: 25.0 ms (10.0–40.0) | 0.80 | ≤ 0.5"
                        + " | **does not hold** |");
        assertThat(Report.line(Outcome.compared("P10", "heap", OURS, THEIRS, "plain git", Double.POSITIVE_INFINITY)
                        .atMost(100)
                        .with("3 queries")))
                .endsWith("| works, ≤ 100 | holds; 3 queries |");
    }

    @Test
    void jsonHasEverySingleFigure(@TempDir Path folder) throws Exception {
        Report report = new Report(
                Machine.here("git version 2"),
                "postgres",
                10,
                1,
                3,
                List.of(Outcome.compared("P4", "push", OURS, THEIRS, "plain git", 1)));
        Path file = folder.resolve("report.json");
        report.writeJson(file);
        assertThat(Files.readString(file)).contains("30.0", "40.0", "\"row\" : \"P4\"", "git version 2");
    }
}
