package dev.gitsync.internal.mirror.folder;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.history.Ancestry;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A remote as seen from a space that is mapped to one of its folders.
 *
 * <ol>
 *   <li>{@link #heads} fetches what is new at the remote's branch, and at the conflict branch, into the mirror's own repository,
 *       translates it there, remembers the result, and returns the translations. A branch at which the folder has no
 *       history looks as if the remote were empty.
 *   <li>{@link #fetch} copies translated commits from there to the space's repository.
 *   <li>{@link #push} copies commits of the wiki from the space's repository, translates them, and pushes the results.
 * </ol>
 *
 * A process that ends between two of these leaves nothing but a memory that is older or newer than what the wiki has taken in; the
 * next run translates the same commits to the same commits.
 */
final class FolderRemote implements RemoteRepository {
    private static final Logger LOG = LoggerFactory.getLogger(FolderRemote.class);

    private final Mirror mirror;
    private final RemoteRepository remote;
    private final SpaceRepository own;
    private final CommitCopy.Limits limits;
    private final Runnable afterwards;
    private final BooleanSupplier isLate;
    private @Nullable FolderCommits commits;
    private Heads seen = new Heads(Map.of(), Optional.empty());

    /**
     * The mirror's own repository.
     *
     * @param repository the repository, open
     * @param limits what may be copied from it into the space at once
     * @param afterwards run when it is closed
     * @param isLate whether the time of the run is over
     */
    record Own(SpaceRepository repository, CommitCopy.Limits limits, Runnable afterwards, BooleanSupplier isLate) {}

    /** Creates the view of a remote. Both {@code remote} and {@code own} are closed with it. */
    FolderRemote(Mirror mirror, RemoteRepository remote, Own own) {
        this.mirror = mirror;
        this.remote = remote;
        this.own = own.repository();
        this.limits = own.limits();
        this.afterwards = own.afterwards();
        this.isLate = own.isLate();
    }

    @Override
    public Heads heads() throws RemoteException {
        seen = remote.heads();
        ObjectId branch = seen.at(mirror.options().branch());
        try {
            commits()
                    .update(
                            branch,
                            seen.at(mirror.conflictBranch()),
                            (tip, have) -> remote.fetch(own, tip, have),
                            isLate);
            if (!branch.equals(ObjectId.zeroId())) {
                refuseObstacle(branch);
            }
            return translated(commits());
        } catch (FolderCommits.OvertakenException e) {
            throw overtaken(e);
        } catch (FolderCommits.LateException e) {
            throw late(
                    e.getMessage() + " of the remote's branch "
                            + mirror.options().branch() + " for the folder "
                            + mirror.options().folder(),
                    e);
        } catch (MissingObjectException | CorruptObjectException e) {
            throw incomplete(e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private RemoteException incomplete(IOException e) {
        return new RemoteException(
                Outcome.REMOTE_FAILED,
                "The remote's branch " + mirror.options().branch()
                        + " lacks objects, or has damaged ones. Check the repository there with git fsck; gitsync tries"
                        + " again.",
                List.of(),
                e);
    }

    private FolderCommits commits() throws IOException {
        FolderCommits open = commits;
        if (open == null) {
            open = FolderCommits.open(own, mirror.options().folder());
            commits = open;
        }
        return open;
    }

    private void refuseObstacle(ObjectId branch) throws IOException, RemoteException {
        Optional<String> obstacle = commits().obstacle(branch);
        if (obstacle.isPresent()) {
            throw new RemoteException(
                    Outcome.REFUSED_BY_WIKI,
                    "The mirror maps the space to the folder "
                            + mirror.options().folder() + ", but at the remote "
                            + obstacle.get() + " is a file or a submodule. Rename it there, or change the folder of"
                            + " the mirror.",
                    List.of(),
                    null);
        }
    }

    private Heads translated(FolderCommits known) {
        Map<String, ObjectId> branches = new HashMap<>(seen.branches());
        String branch = mirror.options().branch();
        if (branches.containsKey(branch) && !known.branch().hasFolder()) {
            return new Heads(Map.of(), seen.head());
        }
        branches.computeIfPresent(branch, (name, tip) -> known.branch().wiki());
        branches.computeIfPresent(
                mirror.conflictBranch(),
                (name, tip) -> known.conflict().hasFolder() ? known.conflict().wiki() : null);
        return new Heads(branches, seen.head());
    }

    @Override
    public void fetch(SpaceRepository into, ObjectId want, Set<ObjectId> have) throws RemoteException {
        try (ObjectReader from = own.git().newObjectReader();
                ObjectReader there = into.git().newObjectReader();
                Ancestry history = new Ancestry(there);
                HintedInserter inserter = into.newInserter()) {
            ObjectId main = into.refs(SpaceRefs.MAIN).getOrDefault(SpaceRefs.MAIN, ObjectId.zeroId());
            boolean hasMain = !main.equals(ObjectId.zeroId());
            new CommitCopy(from, inserter, limits)
                    .copy(
                            want,
                            commit -> have.contains(commit)
                                    || (hasMain
                                            && there.has(commit, Constants.OBJ_COMMIT)
                                            && history.contains(main, commit)));
            inserter.flush();
        } catch (CommitCopy.TooLargeException e) {
            throw new RemoteException(
                    Outcome.TOO_LARGE,
                    "The remote's commits can't be taken in, because the folder "
                            + mirror.options().folder() + " has " + e.getMessage() + ".",
                    List.of(),
                    e);
        } catch (MissingObjectException | CorruptObjectException e) {
            throw incomplete(e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public boolean push(SpaceRepository from, Move move) throws RemoteException {
        boolean isConflict = move.branch().equals(mirror.conflictBranch());
        try {
            FolderCommits known = commits();
            ObjectId there = seen.at(move.branch());
            Tip tip = there.equals(ObjectId.zeroId()) ? Tip.NONE : isConflict ? known.conflict() : known.branch();
            if (!move.expected().equals(tip.wiki())) {
                return false;
            }
            FolderCommits.Outgoing outgoing = translated(from, move);
            boolean isPushed = remote.push(
                    own, new Move(move.branch(), there, outgoing.tip().remote()));
            if (isPushed) {
                remember(known, outgoing, isConflict);
            }
            return isPushed;
        } catch (FolderCommits.OvertakenException e) {
            throw overtaken(e);
        } catch (FolderCommits.LateException e) {
            throw late(e.getMessage() + " for the folder " + mirror.options().folder(), e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private FolderCommits.Outgoing translated(SpaceRepository from, Move move) throws IOException {
        try (ObjectReader reader = from.git().newObjectReader();
                HintedInserter inserter = own.newInserter()) {
            CommitCopy copy = new CommitCopy(reader, inserter, CommitCopy.Limits.NONE);
            FolderCommits.Outgoing outgoing = move.branch().equals(mirror.conflictBranch())
                    ? commits().toConflict(move.to(), copy, isLate)
                    : commits().toBranch(move.to(), copy, isLate);
            inserter.flush();
            return outgoing;
        }
    }

    private static RemoteException overtaken(IOException e) {
        return new RemoteException(Outcome.BUSY, "Another process works on this mirror.", List.of(), e);
    }

    private static RemoteException late(String done, IOException e) {
        return new RemoteException(Outcome.IN_PROGRESS, done + "; the next run continues.", List.of(), e);
    }

    private static void remember(FolderCommits known, FolderCommits.Outgoing pushed, boolean isConflict)
            throws IOException {
        try {
            if (isConflict) {
                known.pushedToConflict(pushed);
            } else {
                known.pushedToBranch(pushed);
            }
        } catch (FolderCommits.OvertakenException e) {
            LOG.debug("The other process, or the next run, translates what was pushed", e);
        }
    }

    @Override
    public ObjectId atRemote(ObjectId commit) {
        try {
            return commits().atRemote(commit).orElse(commit);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private StoreException failed(IOException e) {
        return new StoreException("The repository of mirror " + mirror.id() + " can't be read or written", e);
    }

    @Override
    public void close() {
        try (remote;
                own) {
            if (commits != null) {
                commits.close();
            }
        }
        afterwards.run();
    }
}
