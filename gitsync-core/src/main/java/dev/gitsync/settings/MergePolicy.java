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

    /**
     * Who prevails where the wiki and a commit that came into the repository without a push changed the same file. Whatever
     * is chosen, both texts stay in the history of {@code main}.
     */
    public enum ConflictPolicy {
        /** The wiki's text keeps the page; git's text becomes a page beside it. */
        KEEP_BOTH,
        /** The wiki's text stays. */
        WIKI_WINS,
        /** Git's text becomes the page. */
        GIT_WINS
    }

    /** What becomes of a push when {@code main} moved on between the pusher's look at it and the arrival of the push. */
    public enum MovedTip {
        /** Changes to other places are merged on the server; where both changed the same lines, the push is refused. */
        MERGE,
        /** The push is refused with git's own "fetch first", as a plain git server does. */
        REFUSE
    }
}
