package dev.gitsync.settings;

import dev.gitsync.settings.descriptor.SettingValues;

/** Says how many pages a push may delete, and what happens when it would delete more. Immutable. */
public final class DeletePolicy {
    /** How many pages a push may delete whatever {@link #maxShare()} is, up to {@link #maxPages()}. */
    public static final int SMALL_DELETION = 10;

    private final SettingValues values;

    DeletePolicy(SettingValues values) {
        this.values = values;
    }

    /** Returns how many pages one push may delete unless the pusher says {@code -o gitsync.allow-deletes=N}. */
    public int maxPages() {
        return values.get(SettingsTable.MAX_DELETES);
    }

    /**
     * Returns which share of the pages of a space one push may delete, from 0 to 1. It does not apply to a push that deletes no
     * more than {@value #SMALL_DELETION} pages.
     */
    public double maxShare() {
        return values.get(SettingsTable.MAX_DELETED_SHARE);
    }

    /** Returns what happens to a push that would delete more pages than it may. */
    public Mode mode() {
        return values.get(SettingsTable.GUARD_MODE);
    }

    /** Collects a policy. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link DeletePolicy#maxPages()}. */
        public Builder maxPages(int pages) {
            values.set(SettingsTable.MAX_DELETES, pages);
            return this;
        }

        /** Sets {@link DeletePolicy#maxShare()}. */
        public Builder maxShare(double share) {
            values.set(SettingsTable.MAX_DELETED_SHARE, share);
            return this;
        }

        /** Sets {@link DeletePolicy#mode()}. */
        public Builder mode(Mode mode) {
            values.set(SettingsTable.GUARD_MODE, mode);
            return this;
        }
    }

    /** What becomes of a push that would delete more pages than the guard lets pass. */
    public enum Mode {
        /** It is refused; the answer names the pages and says how to have it taken all the same. */
        REFUSE,
        /** It is taken, but the pages stay; a commit on top of the push brings their files back, and the answer says so. */
        SKIP
    }
}
