package dev.gitsync.internal.merge;

/** Which side's file stands in the merged tree where both changed it. */
public enum Preference {
    /** Ours, which may be that there is none. */
    OURS,
    /** Theirs, which may be that there is none. */
    THEIRS,
    /** Whatever there is; ours where there are both. */
    SURVIVOR
}
