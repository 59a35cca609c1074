package dev.gitsync.report;

import dev.gitsync.lock.LockAttempt;
import dev.gitsync.model.SpaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a space stands.
 *
 * @param space the space
 * @param main the commit of {@code main}, 40 hexadecimal digits, or null while there is none
 * @param pages how many live pages {@code main} shows, those without a file included
 * @param isBehind whether the wiki has changes that {@code main} has not, or {@code main} was moved without a push
 * @param waitingSince when the oldest change of the wiki was made that {@code main} has not, as its author says; how far
 *     {@code main} lags behind
 * @param holder who is at work on the space, if the lock can tell
 * @param failed the pages that could not be brought in
 * @param lastSync the last cycle that this process ran, with no more than the first of the failed pages and without what
 *     became of a {@code main} that was moved without a push; a failure has its message, and a cause that only names the class
 * @param lastPush the last push that this process took or refused
 */
public record SpaceStatus(
        SpaceId space,
        @Nullable String main,
        long pages,
        boolean isBehind,
        Optional<Instant> waitingSince,
        Optional<LockAttempt.Holder> holder,
        List<PageFailure> failed,
        Optional<Timed<SyncReport>> lastSync,
        Optional<Timed<PushSummary>> lastPush) {
    /** Takes a copy of the list. */
    public SpaceStatus {
        failed = List.copyOf(failed);
    }

    /** Something, and when it happened. */
    public record Timed<T>(Instant time, T what) {}
}
