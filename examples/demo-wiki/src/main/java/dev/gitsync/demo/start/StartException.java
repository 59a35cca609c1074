package dev.gitsync.demo.start;

import org.jspecify.annotations.Nullable;

/** The demo can't start, for a reason that its user can do something about. The message is one sentence for that user. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** Says what is wrong and what to do in {@code sentence}. */
    public StartException(Problem problem, String sentence) {
        this(problem, sentence, null);
    }

    /** Says what is wrong and what to do in {@code sentence}, with the failure behind it. */
    public StartException(Problem problem, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.problem = problem;
    }

    /** What kind of problem this is. */
    public Problem problem() {
        return problem;
    }

    /** What can keep the demo from starting; {@code --help} lists the exit codes. */
    public enum Problem {
        OTHER(1),
        BAD_OPTION(2),
        PORT(3),
        DATA_IN_USE(4),
        DATA_FROM_NEWER_VERSION(5),
        DATABASE_UNREACHABLE(6),
        IMPORT_REFUSED(7);

        private final int exitCode;

        Problem(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code of a process that could not start because of this. */
        public int exitCode() {
            return exitCode;
        }
    }
}
