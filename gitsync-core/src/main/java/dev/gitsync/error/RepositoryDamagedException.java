package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The repository of a space contains something that gitsync did not write, or lacks something that it needs. Nothing was
 * changed. Run {@code verify}, then {@code repair}, or inspect the repository.
 */
public final class RepositoryDamagedException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong in {@code message}. */
    public RepositoryDamagedException(String message) {
        this(message, null);
    }

    /** Says what is wrong in {@code message}, with the failure behind it. */
    public RepositoryDamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
