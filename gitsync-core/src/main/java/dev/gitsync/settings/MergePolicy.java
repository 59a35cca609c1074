package dev.gitsync.settings;

import dev.gitsync.settings.descriptor.SettingValues;
import java.time.Duration;

/** Says how changes in git and changes in the wiki come together. Immutable. */
public final class MergePolicy {
    private final SettingValues values;

    MergePolicy(SettingValues values) {
        this.values = values;
    }

    /** Returns what happens to a push when {@code main} moved on after the pusher's git had asked where it is. */
    public MovedTip movedTip() {
        return values.get(SettingsTable.MOVED_TIP);
    }

    /**
     * Returns how old an edit in the wiki may be for a push to be merged with it without a pull. Git itself refuses a push,
     * with {@code fetch first}, when the server is at a commit that the clone does not have. The server does not tell git of
     * younger edits; it merges with them, or names the conflict. Zero tells git of all edits. Pushes of others are told in any
     * case.
     */
    public Duration window() {
        return values.get(SettingsTable.PUSH_MERGE_WINDOW);
    }

    /** Returns which side prevails where the wiki and a commit that came without a push changed the same file. */
    public ConflictPolicy conflicts() {
        return values.get(SettingsTable.CONFLICT_POLICY);
    }

    /** Collects a policy. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link MergePolicy#movedTip()}. */
        public Builder movedTip(MovedTip answer) {
            values.set(SettingsTable.MOVED_TIP, answer);
            return this;
        }

        /** Sets {@link MergePolicy#window()}. */
        public Builder window(Duration age) {
            values.set(SettingsTable.PUSH_MERGE_WINDOW, age);
            return this;
        }

        /** Sets {@link MergePolicy#conflicts()}. */
        public Builder conflicts(ConflictPolicy policy) {
            values.set(SettingsTable.CONFLICT_POLICY, policy);
            return this;
        }
    }
}
