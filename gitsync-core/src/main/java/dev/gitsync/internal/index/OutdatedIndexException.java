package dev.gitsync.internal.index;

import dev.gitsync.error.GitSyncException;

/** The index was written by an older version of gitsync, in a form that is not read any more; it has to be written anew. */
public final class OutdatedIndexException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    OutdatedIndexException(String format, String expected) {
        super(
                "The index has format " + format + ", but this version of gitsync reads format " + expected
                        + "; the next cycle writes it anew",
                null);
    }
}
