package dev.gitsync.internal.mirror;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.repository.SpaceRepository;
import java.util.function.BooleanSupplier;

/**
 * Presents the remote of a mirror as a repository that has the history of the space, so that the engine need not know about
 * {@linkplain Mirror.Options#folder folders}. Every commit that passes through the result is one of the space's history: the heads
 * that it returns, the commits that it fetches and pushes, and {@link dev.gitsync.mirror.MirrorState#common()}.
 *
 * <p>A mapping must be a function of the remote's commits, and remembered, so that a commit that was pushed is the same commit when
 * it is read back. Safe for use by several threads.
 */
@FunctionalInterface
public interface MirrorHistory {
    /**
     * Returns the remote as seen from the space; closing it closes {@code remote}. Its {@link RemoteRepository#heads} may fetch, since
     * it maps the heads of {@link Mirror.Options#branch} and {@link Mirror#conflictBranch}; other branches keep their ids. If there is
     * more to map than the run has time for, it ends the run as {@code IN_PROGRESS}, and the next run continues.
     *
     * @param remote the connection, which reads and writes the remote's own commits
     */
    RemoteRepository of(Run run, RemoteRepository remote) throws RemoteException;

    /**
     * The run of a mirror.
     *
     * @param repository the repository of the space, open for the whole run
     * @param isLate whether the time of the run is over
     */
    record Run(Mirror mirror, SpaceRepository repository, BooleanSupplier isLate) {}
}
