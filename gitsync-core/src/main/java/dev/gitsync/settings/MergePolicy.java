package dev.gitsync.settings;

import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.time.Duration;
import java.util.List;

/** The rules for merging changes in git with changes in the wiki. Immutable. */
public final class MergePolicy {
    private static final Setting<MovedTip> MOVED_TIP = Setting.choice("merge.movedTip", MovedTip.class)
            .variable("GIT_SYNC_MOVED_TIP")
            .standard(MovedTip.MERGE)
            .meaning(
                    "whether the server merges a push when `main` has moved on, or refuses it as a plain git server does");
    private static final Setting<Duration> PUSH_MERGE_WINDOW = Setting.duration("merge.window")
            .variable("GIT_SYNC_PUSH_MERGE_WINDOW_MS")
            .standard(Duration.ofSeconds(10))
            .range(Duration.ZERO, Duration.ofHours(1))
            .meaning("how old an edit in the wiki may be for a push to be merged with it without a pull; no effect with"
                    + " `GIT_SYNC_MOVED_TIP=REFUSE`");
    private static final Setting<ConflictPolicy> CONFLICT_POLICY = Setting.choice(
                    "merge.conflicts", ConflictPolicy.class)
            .variable("GIT_SYNC_CONFLICT_POLICY")
            .standard(ConflictPolicy.KEEP_BOTH)
            .meaning("which text a page gets when the wiki and a commit that came without a push changed it");

    private final SettingValues values;

    MergePolicy(SettingValues values) {
        this.values = values;
    }

    /** The settings of this group, in the order of the table in {@code docs/operations.md}. */
    static List<Setting<?>> descriptors() {
        return List.of(MOVED_TIP, PUSH_MERGE_WINDOW, CONFLICT_POLICY);
    }

    /** Returns the handling of a push when {@code main} has moved since the client read it. */
    public MovedTip movedTip() {
        return values.get(MOVED_TIP);
    }

    /**
     * Returns how old an edit in the wiki may be for a push to be merged with it without a pull. The git client itself refuses
     * a push, with {@code fetch first}, if the server advertises a commit that the clone does not have. The server does not
     * advertise younger edits; it merges the push with them, or reports the conflict. With zero, the server advertises all
     * edits. It always advertises the pushes of other users.
     */
    public Duration window() {
        return values.get(PUSH_MERGE_WINDOW);
    }

    /** Returns which side prevails if the wiki and a commit that came without a push changed the same file. */
    public ConflictPolicy conflicts() {
        return values.get(CONFLICT_POLICY);
    }

    /** Collects a policy. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link MergePolicy#movedTip()}. */
        public Builder movedTip(MovedTip answer) {
            values.set(MOVED_TIP, answer);
            return this;
        }

        /** Sets {@link MergePolicy#window()}. */
        public Builder window(Duration age) {
            values.set(PUSH_MERGE_WINDOW, age);
            return this;
        }

        /** Sets {@link MergePolicy#conflicts()}. */
        public Builder conflicts(ConflictPolicy policy) {
            values.set(CONFLICT_POLICY, policy);
            return this;
        }
    }

    /**
     * The side that prevails if the wiki and a commit that came into the repository without a push changed the same file. With
     * every policy, both texts stay in the history of {@code main}.
     */
    public enum ConflictPolicy {
        /** Keeps the wiki's text in the page, and adds git's text as a sibling page. */
        KEEP_BOTH,
        /** Keeps the wiki's text. */
        WIKI_WINS,
        /** Replaces the text of the page with git's text. */
        GIT_WINS
    }

    /** The handling of a push when {@code main} has moved between the client's read and the arrival of the push. */
    public enum MovedTip {
        /** Merges the push on the server; refuses it if both sides changed the same lines. */
        MERGE,
        /** Refuses the push with git's own "fetch first", as a plain git server does. */
        REFUSE
    }
}
