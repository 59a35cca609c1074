package dev.gitsync.internal.schedule;

import dev.gitsync.internal.work.BudgetSpentException;
import dev.gitsync.report.SyncReport;

/** The outcome of a cycle, as far as it decides when the next one is due. */
enum CycleOutcome {
    /** No work is pending, or the space is disabled. */
    IDLE,
    /** Another process or thread held the lease, or the work exceeded the budget of one cycle or continues in the next. */
    BUSY,
    /** The cycle failed. */
    FAILED;

    static CycleOutcome of(SyncReport report) {
        return report.accept(new OfReport());
    }

    private static final class OfReport implements SyncReport.Visitor<CycleOutcome> {
        @Override
        public CycleOutcome visitPulled(SyncReport.Pulled pulled) {
            return IDLE;
        }

        @Override
        public CycleOutcome visitUpToDate(SyncReport.UpToDate upToDate) {
            return upToDate.hasPendingWork() ? BUSY : IDLE;
        }

        @Override
        public CycleOutcome visitSkipped(SyncReport.Skipped skipped) {
            return skipped.reason() == SyncReport.Reason.DISABLED ? IDLE : BUSY;
        }

        @Override
        public CycleOutcome visitFailed(SyncReport.Failed failed) {
            return failed.cause() instanceof BudgetSpentException ? BUSY : FAILED;
        }
    }
}
