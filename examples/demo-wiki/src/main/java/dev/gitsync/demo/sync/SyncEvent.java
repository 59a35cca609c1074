package dev.gitsync.demo.sync;

import dev.gitsync.model.SpaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened between a space and git.
 *
 * @param id grows with time
 * @param time when it ended; of one that was repeated, the last time
 * @param repeated how many times it happened in a row with the same words, at least 1
 * @param what what happened
 */
public record SyncEvent(long id, Instant time, int repeated, News what) {
    /** What happened, in a few words. */
    public String headline() {
        return switch (what.kind()) {
            case PULL -> "Brought into git";
            case PUSH -> "Pushed by " + what.who();
            case DRY_RUN -> "Dry run of a push by " + what.who();
            case REFUSED -> "Push by " + what.who() + " refused";
            case MERGED -> "Merged";
            case FAILED -> "Failed";
            case SYNC -> "Sync asked for by " + what.who();
            case PLAN -> "Plan asked for by " + what.who();
            case VERIFY -> "Verified for " + what.who();
        };
    }

    /**
     * The kinds of event: changes of the wiki became commits; a push was taken, asked about, or refused; {@code main} had been
     * moved without a push and was merged; a cycle stopped at an error; and what an operator asked for.
     */
    public enum Kind {
        PULL,
        PUSH,
        DRY_RUN,
        REFUSED,
        MERGED,
        FAILED,
        SYNC,
        PLAN,
        VERIFY
    }

    /**
     * What is to be told, before it is kept.
     *
     * @param who the name of the account that wanted it, empty when nobody did
     * @param summary one line
     * @param tip the commit that {@code main} points to after it, or was to point to, if there is one to name
     * @param lines what happened to each page, or each sentence that somebody was told
     * @param moreLines how many lines were left out
     */
    public record News(
            SpaceId space,
            Kind kind,
            String who,
            String summary,
            @Nullable String tip,
            List<Line> lines,
            int moreLines) {
        /** How many lines are kept. */
        public static final int MOST_LINES = 200;

        /** Takes a copy of the list, and leaves out what is beyond {@link #MOST_LINES}. */
        public News {
            moreLines += Math.max(0, lines.size() - MOST_LINES);
            lines = List.copyOf(lines.subList(0, Math.min(MOST_LINES, lines.size())));
        }

        /** News of which every line is kept that there is room for. */
        public News(SpaceId space, Kind kind, String who, String summary, @Nullable String tip, List<Line> lines) {
            this(space, kind, who, summary, tip, lines, 0);
        }
    }

    /**
     * One line of an event; what does not apply is empty.
     *
     * @param action one word for what happened to a page
     * @param page the id of the page
     * @param path where its file is, or was
     * @param text a sentence, or the message of a commit
     * @param by the author of the change, where it is another person for every line
     */
    public record Line(String action, String page, String path, String text, String by) {
        /** A sentence. */
        public static Line said(String sentence) {
            return new Line("", "", "", sentence, "");
        }

        /** What happened to a page. */
        public static Line page(String action, String page, String path) {
            return new Line(action, page, path, "", "");
        }
    }
}
