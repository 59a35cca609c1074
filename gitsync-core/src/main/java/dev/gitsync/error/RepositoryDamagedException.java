package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The repository of a space contains something that gitsync did not write, or lacks something that it needs. Nothing was
 * changed. Run {@code verify}, then {@code repair}, or inspect the repository.
 */
public final class RepositoryDamagedException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message says what is wrong. */
    public RepositoryDamagedException(String message) {
        this(message, null);
    }

    /** Creates an exception whose message says what is wrong, with its cause. */
    public RepositoryDamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
