package dev.gitsync.report;

/**
 * The outcome of a repair. A repair rebuilds the index from the pages of the wiki and the files of {@code main}; if these
 * disagree, the wiki prevails.
 *
 * @param before the verification before the repair; not run if the space could not be read
 * @param repaired whether a repair was necessary
 * @param after the verification after the repair
 */
public record RepairReport(VerifyReport before, boolean repaired, VerifyReport after) {
    /** Returns whether verification after the repair found no difference. */
    public boolean isClean() {
        return after.isClean();
    }
}
