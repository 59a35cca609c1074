package dev.gitsync.report;

import java.util.Optional;

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
