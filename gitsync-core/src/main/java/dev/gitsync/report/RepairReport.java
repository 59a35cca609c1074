package dev.gitsync.report;

/**
 * What a repair found and did. Its index was written anew from the pages of the wiki and the files of {@code main}; where
 * these disagreed, the wiki was right.
 *
 * @param before what the proof found before; not run when the space could not be read
 * @param repaired whether anything had to be done
 * @param after what the proof found afterwards
 */
public record RepairReport(VerifyReport before, boolean repaired, VerifyReport after) {
    /** Returns whether verification after the repair found no difference. */
    public boolean isClean() {
        return after.isClean();
    }
}
