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
 * @param pages how many live pages {@code main} contains, including those without a file
 * @param isBehind whether the wiki has changes that {@code main} lacks, or {@code main} was moved without a push
 * @param waitingSince the author's time of the oldest change of the wiki that {@code main} lacks; shows how far {@code main}
 *     lags behind
 * @param holder the holder of the lease of the space, if the lock can determine it
 * @param failed the pages that could not be brought in
 * @param lastSync the last cycle that this process ran, without the reconciliation and with only the first failed
 *     pages; a failure has its message, and a cause that contains only the name of its class
 * @param lastPush the last push that this process accepted or refused
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
    /** Copies the list. */
    public SpaceStatus {
        failed = List.copyOf(failed);
    }

    /** A value and the time at which it happened. */
    public record Timed<T>(Instant time, T what) {}

    /**
     * A summary of a push, of a size that does not depend on the number of pages.
     *
     * @param outcome the outcome of the push
     * @param pages how many pages it changed, or would change
     * @param attachments how many attachments it changed, or would change
     * @param otherFiles how many other files it changed, or would change
     * @param isPending whether its pages are yet to be written
     * @param reason why the push was refused
     * @param summary the short text that git printed for a refusal, otherwise empty
     */
    public record PushSummary(
            Outcome outcome,
            int pages,
            int attachments,
            int otherFiles,
            boolean isPending,
            Optional<PushResult.Reason> reason,
            String summary) {

        /** The outcome of a push. */
        public enum Outcome {
            /** The push was accepted. */
            ACCEPTED,
            /** The push was a dry run. */
            PLANNED,
            /** The push was refused. */
            REFUSED
        }

        /** Returns the summary of {@code result}. */
        public static PushSummary of(PushResult result) {
            return result.accept(new OfResult());
        }

        private static final class OfResult implements PushResult.Visitor<PushSummary> {
            @Override
            public PushSummary visitAccepted(PushResult.Accepted accepted) {
                return new PushSummary(
                        Outcome.ACCEPTED,
                        accepted.pages().size(),
                        accepted.attachments().size(),
                        accepted.otherFiles(),
                        accepted.isPending(),
                        Optional.empty(),
                        "");
            }

            @Override
            public PushSummary visitPlanned(PushResult.Planned planned) {
                return new PushSummary(
                        Outcome.PLANNED,
                        planned.pages().size(),
                        planned.attachments().size(),
                        planned.otherFiles(),
                        false,
                        Optional.empty(),
                        "");
            }

            @Override
            public PushSummary visitRefused(PushResult.Refused refused) {
                return new PushSummary(
                        Outcome.REFUSED, 0, 0, 0, false, Optional.of(refused.reason()), refused.summary());
            }
        }
    }
}
