package dev.gitsync.demo.start;

import org.jspecify.annotations.Nullable;

/** A reason why the demo can't start that its user can fix. The message says how. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** A problem that {@code sentence} explains. */
    public StartException(Problem problem, String sentence) {
        this(problem, sentence, null);
    }

    /** A problem that {@code sentence} explains, with its cause. */
    public StartException(Problem problem, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.problem = problem;
    }

    /** The kind of problem. */
    public Problem problem() {
        return problem;
    }

    /** The kinds of problems. {@code --help} lists the exit codes. */
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

        /** The exit code of the process. */
        public int exitCode() {
            return exitCode;
        }
    }
}
