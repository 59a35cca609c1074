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
        return report.match(
                pulled -> SETTLED,
                upToDate -> SETTLED,
                skipped -> skipped.reason() == SyncReport.Reason.DISABLED ? SETTLED : BUSY,
                failed -> failed.cause() instanceof BudgetSpentException ? BUSY : FAILED);
    }
}
