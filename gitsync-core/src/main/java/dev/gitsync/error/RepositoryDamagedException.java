package dev.gitsync.error;

import org.jspecify.annotations.Nullable;

/**
 * The repository of a space holds something that gitsync did not put there, or lacks something that it needs. A person, or
 * {@code verify} and a rebuild, has to look at it; nothing was changed.
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
