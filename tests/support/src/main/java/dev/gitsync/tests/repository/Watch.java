package dev.gitsync.tests.repository;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Stands around every call; may make it fail. */
interface Watch {
    /** Makes a call, or lets it fail before or after it was made. */
    <T extends @Nullable Object> T around(RepositoryCall call, Work<T> work) throws IOException;

    /** An object of this length was read or inserted by a call that succeeded. */
    default void transferred(RepositoryCall call, long bytes) {}

    /** An object of this length was opened, and all of it is in memory. */
    default void held(long bytes) {}

    /** A call. */
    interface Work<T extends @Nullable Object> {
        T make() throws IOException;
    }
}
