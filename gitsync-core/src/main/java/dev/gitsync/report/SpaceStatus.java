package dev.gitsync.report;

import dev.gitsync.lock.SpaceLock;
import dev.gitsync.model.SpaceId;
import dev.gitsync.report.SyncReport.PageFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a space.
 *
 * @param space the space
 * @param main the commit of {@code main}, 40 hexadecimal digits, or null while there is none
 * @param pages how many live pages {@code main} shows, those without a file included
 * @param isBehind whether the wiki has changes that {@code main} has not, or {@code main} was moved without a push
 * @param waitingSince when the oldest change of the wiki was made that {@code main} has not, as its author says; how far
 *     {@code main} lags behind
 * @param holder who holds the lease of the space, if the lock can tell
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
        Optional<SpaceLock.Attempt.Holder> holder,
        List<PageFailure> failed,
        Optional<Timed<SyncReport>> lastSync,
        Optional<Timed<PushSummary>> lastPush) {
    /** Takes a copy of the list. */
    public SpaceStatus {
        failed = List.copyOf(failed);
    }

    /** Something, and when it happened. */
    public record Timed<T>(Instant time, T what) {}

    /**
     * What is remembered of a push: counts and words, however many pages it had.
     *
     * @param outcome what became of it
     * @param pages how many pages it changed, or would change
     * @param otherFiles how many other files it changed, or would change
     * @param isPending whether its pages are still to be written
     * @param reason why it was refused
     * @param summary the short text that git printed for a refusal, otherwise empty
     */
    public record PushSummary(
            Outcome outcome,
            int pages,
            int otherFiles,
            boolean isPending,
            Optional<PushResult.Reason> reason,
            String summary) {

        /** What became of a push. */
        public enum Outcome {
            /** It was taken. */
            ACCEPTED,
            /** It was a dry run. */
            PLANNED,
            /** It was refused. */
            REFUSED
        }

        /** Returns what is remembered of {@code result}. */
        public static PushSummary of(PushResult result) {
            return result.accept(new OfResult());
        }

        private static final class OfResult implements PushResult.Visitor<PushSummary> {
            @Override
            public PushSummary visitAccepted(PushResult.Accepted accepted) {
                int pages = accepted.pages().size();
                return new PushSummary(
                        Outcome.ACCEPTED, pages, accepted.otherFiles(), accepted.isPending(), Optional.empty(), "");
            }

            @Override
            public PushSummary visitPlanned(PushResult.Planned planned) {
                int pages = planned.pages().size();
                return new PushSummary(Outcome.PLANNED, pages, planned.otherFiles(), false, Optional.empty(), "");
            }

            @Override
            public PushSummary visitRefused(PushResult.Refused refused) {
                return new PushSummary(Outcome.REFUSED, 0, 0, false, Optional.of(refused.reason()), refused.summary());
            }
        }
    }
}
