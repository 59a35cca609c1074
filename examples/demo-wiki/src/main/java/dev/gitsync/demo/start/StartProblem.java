package dev.gitsync.demo.start;

/** What can keep the demo from starting, each with the exit code of the process. */
public enum StartProblem {
    /** Nothing of the below. */
    OTHER(1),
    /** An option is unknown, malformed or not allowed in this combination. */
    BAD_OPTION(2),
    /** Somebody listens on the port already, or it can't be bound. */
    PORT(3),
    /** Another process works on the data directory, or it can't be written. */
    DATA_IN_USE(4),
    /** The data directory or the database was made by a newer version. */
    DATA_FROM_NEWER_VERSION(5),
    /** The database does not answer, or refuses us. */
    DATABASE_UNREACHABLE(6),
    /** The folder could not be imported. */
    IMPORT_REFUSED(7);

    private final int exitCode;

    StartProblem(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of a process that could not start because of this. */
    public int exitCode() {
        return exitCode;
    }
}
