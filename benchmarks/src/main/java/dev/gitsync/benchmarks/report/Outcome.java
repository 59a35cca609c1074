package dev.gitsync.benchmarks.report;

import java.util.OptionalDouble;

/**
 * What one row of the table came to.
 *
 * @param row its number, as in P4
 * @param work what was done
 * @param ours what it took gitsync
 * @param beside what it took the other
 * @param other what the other is: plain git, or gitsync with less to do
 * @param ratio the measured ratio, of which less is better
 * @param limit what the ratio must not exceed
 * @param mostOurs a bound on the median of ours, besides
 * @param remark what else there is to say, or nothing
 */
public record Outcome(
        String row,
        String work,
        Samples ours,
        Samples beside,
        String other,
        double ratio,
        double limit,
        OptionalDouble mostOurs,
        String remark) {

    /** Times or sizes compared by their medians. */
    public static Outcome compared(String row, String work, Samples ours, Samples beside, String other, double limit) {
        double ratio = ours.median() / beside.median();
        return new Outcome(row, work, ours, beside, other, ratio, limit, OptionalDouble.empty(), "");
    }

    /** Throughputs compared by their medians: theirs divided by ours. */
    public static Outcome rates(String row, String work, Samples ours, Samples beside, String other, double limit) {
        double ratio = beside.median() / ours.median();
        return new Outcome(row, work, ours, beside, other, ratio, limit, OptionalDouble.empty(), "");
    }

    /** The same with a bound on the median of ours. */
    public Outcome atMost(double most) {
        return new Outcome(row, work, ours, beside, other, ratio, limit, OptionalDouble.of(most), remark);
    }

    /** The same with a remark. */
    public Outcome with(String newRemark) {
        return new Outcome(row, work, ours, beside, other, ratio, limit, mostOurs, newRemark);
    }

    /** Whether it is as good as it must be. */
    public boolean holds() {
        return ratio <= limit && (mostOurs.isEmpty() || ours.median() <= mostOurs.getAsDouble());
    }
}
