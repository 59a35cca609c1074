package dev.gitsync.internal.commit;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.Space;

/** The interceptor of a push failed after the pages were written: they may or may not be committed. */
final class InterceptorException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final RuntimeException failure;

    InterceptorException(Space space, RuntimeException failure) {
        super("Space " + space.id() + ": the interceptor of a push failed after the pages were written", failure);
        this.failure = failure;
    }

    /** Returns the exception that the interceptor threw. */
    RuntimeException failure() {
        return failure;
    }
}
