package dev.gitsync.internal.mirror;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.repository.SpaceRepository;

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
     * it maps the heads of {@link Mirror.Options#branch} and {@link Mirror#conflictBranch}; other branches keep their ids.
     *
     * @param remote the connection, which reads and writes the remote's own commits
     * @param repository the repository of the space, open for the whole run
     */
    RemoteRepository of(Mirror mirror, RemoteRepository remote, SpaceRepository repository) throws RemoteException;
}
