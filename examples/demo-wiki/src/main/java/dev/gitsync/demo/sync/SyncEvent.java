package dev.gitsync.demo.sync;

import dev.gitsync.model.SpaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event between a space and git.
 *
 * @param id increases with time
 * @param time when it ended; for a repeated event, the last time
 * @param repeated how many times in a row it happened with the same summary, at least 1
 * @param what the content
 */
public record SyncEvent(long id, Instant time, int repeated, News what) {
    /** What happened, in a few words. */
    public String headline() {
        return switch (what.kind()) {
            case PULL -> "Committed to git";
            case PUSH -> "Pushed by " + what.who();
            case DRY_RUN -> "Dry run of a push by " + what.who();
            case REFUSED -> "Push by " + what.who() + " refused";
            case MERGED -> "Merged";
            case FAILED -> "Failed";
            case SYNC -> "Sync requested by " + what.who();
            case PLAN -> "Plan requested by " + what.who();
            case VERIFY -> "Verification requested by " + what.who();
            case MIRROR -> "Mirror " + what.who();
            case MIRROR_WAITS -> "Mirror " + what.who() + " waits";
        };
    }

    /**
     * The kinds of event: edits of the wiki were committed; a push was accepted, tried or refused; {@code main} had been moved
     * without a push and was merged; a cycle failed; an operator requested something; a mirror moved commits, or can't.
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
        VERIFY,
        MIRROR,
        MIRROR_WAITS
    }

    /**
     * The content of an event.
     *
     * @param who the account that requested it, or the mirror, or empty
     * @param summary one line
     * @param tip the commit that {@code main} points to afterwards, or would have pointed to, or null
     * @param lines what happened to each page, or the sentences of the answer
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
        public static final int MAX_LINES = 200;

        /** Copies the first {@link #MAX_LINES} lines. */
        public News {
            moreLines += Math.max(0, lines.size() - MAX_LINES);
            lines = List.copyOf(lines.subList(0, Math.min(MAX_LINES, lines.size())));
        }

        /** News without lines that were left out before. */
        public News(SpaceId space, Kind kind, String who, String summary, @Nullable String tip, List<Line> lines) {
            this(space, kind, who, summary, tip, lines, 0);
        }
    }

    /**
     * One line of an event. What does not apply is empty.
     *
     * @param action one word for what happened to a page
     * @param page the id of the page
     * @param path the current or last path of its file
     * @param text a sentence, or the message of a commit
     * @param by the author of the change, if each line has its own
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
