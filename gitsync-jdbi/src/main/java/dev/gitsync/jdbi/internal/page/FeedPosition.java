package dev.gitsync.jdbi.internal.page;

import dev.gitsync.model.Cursor;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A position in the feed, after the revision {@code seq}. The mark distinguishes that revision from a different one
 * that got the same number after an older dump was restored.
 *
 * @param seq the number of the revision, 0 at the start
 * @param mark the value of {@link #MARK} for the revision; null in a cursor from earlier versions, which had no mark
 */
public record FeedPosition(long seq, @Nullable String mark) {
    /**
     * The mark of a row of {@code gitsync_revisions}: the time of a write never repeats. Null columns leave no trace in it, so
     * that revisions of pages have the marks that they had before there were attachments.
     */
    public static final String MARK = """
            substr(md5(concat_ws('|', seq, page_id, attachment_id, version, actor,
                floor(extract(epoch FROM created_at) * 1000000)::bigint)), 1, 12)""";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(?:-([0-9a-f]{12}))?");

    /** Returns the position of a cursor; empty if this store can't have created the cursor. */
    public static Optional<FeedPosition> of(Cursor cursor) {
        if (cursor.equals(Cursor.START)) {
            return Optional.of(new FeedPosition(0, null));
        }
        Matcher form = FORM.matcher(cursor.value());
        return form.matches()
                ? Optional.of(new FeedPosition(Long.parseLong(form.group(1)), form.group(2)))
                : Optional.empty();
    }

    public static Cursor cursor(long seq, @Nullable String mark) {
        if (seq == 0) {
            return Cursor.START;
        }
        return new Cursor(mark == null ? Long.toString(seq) : seq + "-" + mark);
    }

    /**
     * Returns whether the feed still contains this position, where {@code found} is the mark of the revision there, or
     * null if there is no such revision.
     */
    public boolean isKnown(@Nullable String found) {
        return seq == 0 || (found != null && (mark == null || mark.equals(found)));
    }
}
