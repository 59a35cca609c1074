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
        return result.match(
                accepted -> new PushSummary(
                        Outcome.ACCEPTED,
                        accepted.pages().size(),
                        accepted.otherFiles(),
                        accepted.isPending(),
                        Optional.empty(),
                        ""),
                planned -> new PushSummary(
                        Outcome.PLANNED, planned.pages().size(), planned.otherFiles(), false, Optional.empty(), ""),
                refused -> new PushSummary(
                        Outcome.REFUSED, 0, 0, false, Optional.of(refused.reason()), refused.summary()));
    }
}
