package dev.gitsync.tests.repository;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Wraps every call, and may make it fail. */
interface Watch {
    /** Makes a call, or fails before or after it. */
    <T extends @Nullable Object> T around(RepositoryCall call, Work<T> work) throws IOException;

    /** Reports an object of this length that a successful call has read or inserted. */
    default void transferred(RepositoryCall call, long bytes) {}

    /** Reports an object of this length that was opened and is completely in memory. */
    default void held(long bytes) {}

    /** A call. */
    interface Work<T extends @Nullable Object> {
        T make() throws IOException;
    }
}
