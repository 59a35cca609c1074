package dev.gitsync.settings;

import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.util.List;

/** The limits on the pages, and on the attachments, that a push may delete, and the handling of pushes that exceed them. Immutable. */
public final class DeletePolicy {
    /** The number of pages that a push may delete regardless of {@link #maxShare()}, up to {@link #maxPages()}. */
    public static final int SMALL_DELETION = 10;

    private static final Setting<Integer> MAX_DELETES = Setting.count("deletes.maxPages")
            .variable("GIT_SYNC_MAX_DELETES_PER_PUSH")
            .variable("GIT_SYNC_MAX_DELETES_PER_CYCLE")
            .standard(50)
            .orMore(0)
            .meaning(
                    "pages with text that one push may delete or leave without their text; folder pages are not counted; and attachments that it may delete, counted separately, without those of deleted pages with text");
    private static final Setting<Double> MAX_DELETED_SHARE = Setting.share("deletes.maxShare")
            .variable("GIT_SYNC_MAX_DELETED_SHARE")
            .standard(0.5)
            .meaning("share of the pages with text, and of the attachments, that one push may delete; " + SMALL_DELETION
                    + " may be deleted in any case, up to the number above");
    private static final Setting<Mode> GUARD_MODE = Setting.choice("deletes.mode", Mode.class)
            .variable("GIT_SYNC_GUARD_MODE")
            .standard(Mode.REFUSE)
            .meaning("whether a push that would delete more is refused, or is applied without its deletions");

    private final SettingValues values;

    DeletePolicy(SettingValues values) {
        this.values = values;
    }

    /** The settings of this group, in the order of the table in {@code docs/operations.md}. */
    static List<Setting<?>> descriptors() {
        return List.of(MAX_DELETES, MAX_DELETED_SHARE, GUARD_MODE);
    }

    /**
     * Returns how many pages, and how many attachments, one push may delete unless the pusher passes {@code -o
     * gitsync.allow-deletes=N}. Attachments of deleted pages with text do not count.
     */
    public int maxPages() {
        return values.get(MAX_DELETES);
    }

    /**
     * Returns which share of the pages, and of the attachments, of a space one push may delete, from 0 to 1. It does not apply to a push that deletes no
     * more than {@value #SMALL_DELETION} pages.
     */
    public double maxShare() {
        return values.get(MAX_DELETED_SHARE);
    }

    /** Returns the handling of a push that would delete more pages than allowed. */
    public Mode mode() {
        return values.get(GUARD_MODE);
    }

    /** Collects a policy. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link DeletePolicy#maxPages()}. */
        public Builder maxPages(int pages) {
            values.set(MAX_DELETES, pages);
            return this;
        }

        /** Sets {@link DeletePolicy#maxShare()}. */
        public Builder maxShare(double share) {
            values.set(MAX_DELETED_SHARE, share);
            return this;
        }

        /** Sets {@link DeletePolicy#mode()}. */
        public Builder mode(Mode mode) {
            values.set(GUARD_MODE, mode);
            return this;
        }
    }

    /** The handling of a push that would delete more pages than the guard allows. */
    public enum Mode {
        /** Refuses the push; the message names the pages and says how to override the limit. */
        REFUSE,
        /** Accepts the push but keeps the pages; a commit on top of the push restores their files, and the message says so. */
        SKIP
    }
}
