package dev.gitsync.tests.store;

/** Thrown in place of the death of the process: nothing of a store runs after it. */
public final class ProcessDied extends Error {
    private static final long serialVersionUID = 1L;

    /** Creates it. */
    public ProcessDied() {}
}
