package dev.gitsync.internal.schedule;

import dev.gitsync.internal.work.BudgetSpentException;
import dev.gitsync.report.SyncReport;

/** What the end of a cycle means for the next one. */
enum Outcome {
    /** There is nothing left to do, or the space does not take part any more. */
    SETTLED,
    /** Somebody else was at work on the space, or there is more to do than one cycle may. */
    BUSY,
    /** It did not work. */
    FAILED;

    static Outcome of(SyncReport report) {
        return report.accept(new OfReport());
    }

    private static final class OfReport implements SyncReport.Visitor<Outcome> {
        @Override
        public Outcome visitPulled(SyncReport.Pulled pulled) {
            return SETTLED;
        }

        @Override
        public Outcome visitUpToDate(SyncReport.UpToDate upToDate) {
            return SETTLED;
        }

        @Override
        public Outcome visitSkipped(SyncReport.Skipped skipped) {
            return skipped.reason() == SyncReport.Reason.DISABLED ? SETTLED : BUSY;
        }

        @Override
        public Outcome visitFailed(SyncReport.Failed failed) {
            return failed.cause() instanceof BudgetSpentException ? BUSY : FAILED;
        }
    }
}
