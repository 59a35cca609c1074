package dev.gitsync.internal.mirror;

import dev.gitsync.repository.SpaceRepository;
import java.io.Closeable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A connection to the remote of a mirror, for one run. Every method has a deadline and throws {@link RemoteException}, which says
 * how the run ends. Not safe for use by several threads.
 */
public interface RemoteRepository extends Closeable {
    /** Reads the branches of the remote, anew at each call. */
    Heads heads() throws RemoteException;

    /**
     * Fetches a commit with its history into a repository, as far as the repository lacks it. The objects can be read through
     * {@code into} afterwards; they are kept only if a ref of it moves before it is closed. The size of the pack and of each
     * file is limited as for a push; for the number of objects and for deltas, {@code into} must be opened with the limits
     * of a push.
     *
     * @param want a commit that {@link #heads} returned
     * @param have commits that {@code into} has and that the remote probably has, such as the newest one that both had. If
     *     the remote has one of them, nothing else is read to find out what it has; if empty, the history of {@code main} is
     */
    void fetch(SpaceRepository into, ObjectId want, Set<ObjectId> have) throws RemoteException;

    /**
     * Moves a branch of the remote from one commit to a descendant of it. Never forces: the remote refuses the move if the
     * branch is at another commit. If the connection is lost before the remote confirms the move, the outcome is {@code
     * UNREACHABLE}, and only {@link #heads} can say what became of it.
     *
     * @param from the repository with the objects
     * @return whether the branch moved; false if it was not at {@link Move#expected}
     * @throws IllegalArgumentException when the move is not a fast-forward
     */
    boolean push(SpaceRepository from, Move move) throws RemoteException;

    /**
     * Returns the id under which the remote has a commit, if that is known to be another one, so that people find it there; by
     * default {@code commit} itself.
     */
    default ObjectId atRemote(ObjectId commit) {
        return commit;
    }

    @Override
    void close();

    /**
     * The branches of a remote.
     *
     * @param branches the commit of each branch by its short name
     * @param head the short name of the branch that {@code HEAD} points to, if the remote says so
     */
    record Heads(Map<String, ObjectId> branches, Optional<String> head) {
        /** Takes a copy. */
        public Heads {
            branches = Map.copyOf(branches);
        }

        /** Returns the commit of a branch, or the zero id if there is no such branch. */
        public ObjectId at(String branch) {
            return branches.getOrDefault(branch, ObjectId.zeroId());
        }
    }

    /**
     * A move of a branch at the remote.
     *
     * @param branch the short name
     * @param expected the commit at which the branch must be; the zero id for a branch that does not exist
     * @param to the new commit
     */
    record Move(String branch, ObjectId expected, ObjectId to) {}
}
