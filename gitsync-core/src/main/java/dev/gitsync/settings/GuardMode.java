package dev.gitsync.settings;

/** What becomes of a push that would delete more pages than the guard lets pass. */
public enum GuardMode {
    /** It is refused; the answer names the pages and says how to have it taken all the same. */
    REFUSE,
    /** It is taken, but the pages stay; a commit on top of the push brings their files back, and the answer says so. */
    SKIP
}
