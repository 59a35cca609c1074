package dev.gitsync.internal.index;

import dev.gitsync.error.GitSyncException;

/** The index is in the format of an older version of gitsync, which this version can't read; it has to be rebuilt. */
public final class OutdatedIndexException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    OutdatedIndexException(String format, String expected) {
        super(
                "The index has format " + format + ", but this version of gitsync reads format " + expected
                        + "; the next cycle writes it anew",
                null);
    }
}
