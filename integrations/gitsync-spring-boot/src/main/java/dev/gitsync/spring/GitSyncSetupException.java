package dev.gitsync.spring;

import dev.gitsync.error.GitSyncException;

/**
 * The application can't start with its settings, because gitsync could not keep a promise with them. The message says what is set and why
 * that is wrong; Spring Boot prints it without a stack trace.
 */
public final class GitSyncSetupException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    private final String action;

    /** Creates an exception with what is wrong, and what to do about it. */
    public GitSyncSetupException(String description, String action) {
        super(description, null);
        this.action = action;
    }

    /** Returns what to do. */
    public String action() {
        return action;
    }
}
