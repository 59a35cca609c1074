package dev.gitsync.demo.start;

import org.jspecify.annotations.Nullable;

/** The demo can't start, for a reason that its user can do something about. The message is one sentence for that user. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StartProblem problem;

    /** Says what is wrong and what to do in {@code sentence}. */
    public StartException(StartProblem problem, String sentence) {
        this(problem, sentence, null);
    }

    /** Says what is wrong and what to do in {@code sentence}, with the failure behind it. */
    public StartException(StartProblem problem, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.problem = problem;
    }

    /** What kind of problem this is. */
    public StartProblem problem() {
        return problem;
    }
}
