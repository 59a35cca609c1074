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

    /** How often one call was made. */
    public long of(RepositoryCall call) {
        return calls.getOrDefault(call, 0L);
    }

    /** How often the storage was asked for an object in any way: its content, its size, whether it is there. */
    public long lookups() {
        return of(RepositoryCall.READ) + of(RepositoryCall.SIZE) + of(RepositoryCall.HAS);
    }
}
