package dev.gitsync.internal.merge;

/** The side whose file the merged tree contains where both sides changed it. */
public enum Preference {
    /** Our side, even if it has no file. */
    OURS,
    /** Their side, even if it has no file. */
    THEIRS,
    /** The side that has a file; ours if both have one. */
    SURVIVOR
}
