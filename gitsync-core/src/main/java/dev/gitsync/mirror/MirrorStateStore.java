package dev.gitsync.mirror;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Stores the states and the last reports of mirrors. Safe for use by several threads and, unless it says otherwise, processes.
 * Instants are stored with at least millisecond precision. Every method throws {@link dev.gitsync.error.StoreException} when the
 * storage can't be reached. The contract is {@code dev.gitsync.testkit.mirror.MirrorStateStoreContract}.
 */
public interface MirrorStateStore {
    /** How many reports are kept for each mirror, at least. */
    int KEPT_REPORTS = 50;

    /** Returns the states of these mirrors, {@link MirrorState#initial()} for those without one, by one query at most. */
    Map<MirrorId, MirrorState> states(Collection<MirrorId> mirrors);

    /**
     * Saves a state if the stored one still has the version of {@code next}, and increments the version. Returns false, and
     * changes nothing, if another process saved one meanwhile.
     */
    boolean save(MirrorId mirror, MirrorState next);

    /**
     * Adds a report, and drops the oldest ones, so that at least {@link #KEPT_REPORTS} and at most twice as many are kept. What
     * the storage can't hold in its texts, such as NUL in PostgreSQL, may be replaced; so may that in {@link MirrorState#last()}.
     */
    void add(MirrorReport report);

    /**
     * Returns the newest reports of a mirror in the reverse order of {@link #add}, whatever their times.
     *
     * @param limit how many at most, zero or more
     */
    List<MirrorReport> reports(MirrorId mirror, int limit);

    /** Removes state and reports of a mirror that no longer exists. Does nothing if there are none. */
    void remove(MirrorId mirror);
}
