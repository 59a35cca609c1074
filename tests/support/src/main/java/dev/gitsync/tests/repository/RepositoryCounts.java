package dev.gitsync.tests.repository;

import java.util.Map;

/**
 * How often each call was made, and how much went through.
 *
 * @param calls the calls that were made at all, with their number
 * @param bytesRead the length of all objects that were read
 * @param bytesInserted the length of all objects that were inserted, those that were there already included
 */
public record RepositoryCounts(Map<RepositoryCall, Long> calls, long bytesRead, long bytesInserted) {
    /** Copies the map. */
    public RepositoryCounts {
        calls = Map.copyOf(calls);
    }

    /** Returns how often one call was made. */
    public long of(RepositoryCall call) {
        return calls.getOrDefault(call, 0L);
    }

    /** Returns how often an object was looked up: for its content, its size or its existence. */
    public long lookups() {
        return of(RepositoryCall.READ) + of(RepositoryCall.SIZE) + of(RepositoryCall.HAS);
    }
}
