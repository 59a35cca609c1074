package dev.gitsync.tests.remotes;

import dev.gitsync.internal.mirror.RemoteConnector;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * A bare repository of this process as the remote of every mirror. A test can break the connection before or after any call, let
 * others change the remote between two calls, and let calls end with an error. Safe for use by several threads.
 */
public final class LocalRemote implements RemoteConnector {
    private final Supplier<Repository> repository;
    private final List<RemoteCall> calls = new ArrayList<>();
    private final Map<RemoteCall, RemoteException> errors = new EnumMap<>(RemoteCall.class);
    private Optional<String> head = Optional.of("main");
    private int cutAt = -1;
    private boolean isCutAfter;
    private boolean staysCut;
    private Interference interference = call -> {};

    /** What others do before a call is made. */
    @FunctionalInterface
    public interface Interference {
        /** Called before the call is made, and not while another one is. */
        void before(RemoteCall call) throws IOException;
    }

    /** Creates a remote; {@code repository} opens the bare repository, which is closed after each call. */
    public LocalRemote(Supplier<Repository> repository) {
        this.repository = repository;
    }

    /** Breaks the connection at the {@code nth} call from now on, 1 for the next: before the call or, so that its answer is lost, after it. */
    public synchronized void cut(int nth, boolean after) {
        cutAt = calls.size() + nth;
        isCutAfter = after;
    }

    /** Breaks every call after the one that {@link #cut} named as well, as if the caller were dead. */
    public synchronized void stayCut() {
        staysCut = true;
    }

    /** Lets every call of this kind end with an error of the remote's. */
    public synchronized void fail(RemoteCall call, Outcome outcome, String sentence) {
        errors.put(call, new RemoteException(outcome, sentence, List.of(), null));
    }

    /** Says what others do before each call. */
    public synchronized void interfere(Interference others) {
        interference = others;
    }

    /** Says which branch {@code HEAD} names. */
    public synchronized void head(String branch) {
        head = Optional.of(branch);
    }

    /** Ends all errors and interferences, and forgets the calls. */
    public synchronized void clearFaults() {
        calls.clear();
        errors.clear();
        cutAt = -1;
        staysCut = false;
        interference = call -> {};
    }

    /** Returns the calls since the last {@link #clearFaults}. */
    public synchronized List<RemoteCall> calls() {
        return List.copyOf(calls);
    }

    /** Returns how often a call was made since the last {@link #clearFaults}. */
    public synchronized int count(RemoteCall call) {
        return (int) calls.stream().filter(call::equals).count();
    }

    @Override
    public RemoteRepository connect(Mirror mirror) throws RemoteException {
        return around(RemoteCall.CONNECT, git -> new Connection());
    }

    private <T> T around(RemoteCall call, Work<T> work) throws RemoteException {
        Interference others;
        synchronized (this) {
            calls.add(call);
            others = interference;
            boolean isDead = staysCut && cutAt > 0 && calls.size() > cutAt;
            if (isDead || (calls.size() == cutAt && !isCutAfter)) {
                throw broken();
            }
            RemoteException error = errors.get(call);
            if (error != null) {
                throw error;
            }
        }
        try (Repository git = repository.get()) {
            others.before(call);
            T result = work.on(git);
            synchronized (this) {
                if (calls.size() == cutAt && isCutAfter) {
                    throw broken();
                }
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RemoteException broken() {
        return new RemoteException(Outcome.UNREACHABLE, "The remote can't be reached.", List.of(), null);
    }

    /** Moves a branch as git does: only from where it is expected, and only forward. */
    static boolean move(Repository git, RemoteRepository.Move move) throws IOException {
        RefUpdate update = git.updateRef(Constants.R_HEADS + move.branch());
        update.setExpectedOldObjectId(move.expected());
        update.setNewObjectId(move.to());
        update.disableRefLog();
        try (RevWalk walk = new RevWalk(git)) {
            return switch (update.update(walk)) {
                case NEW, FAST_FORWARD, NO_CHANGE -> true;
                default -> false;
            };
        }
    }

    /** A call on the remote. */
    private interface Work<T> {
        T on(Repository git) throws IOException, RemoteException;
    }

    private final class Connection implements RemoteRepository {
        @Override
        public Heads heads() throws RemoteException {
            return around(RemoteCall.HEADS, git -> {
                Map<String, ObjectId> branches = new HashMap<>();
                for (Ref ref : git.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                    branches.put(ref.getName().substring(Constants.R_HEADS.length()), ref.getObjectId());
                }
                return new Heads(branches, head);
            });
        }

        @Override
        public void fetch(SpaceRepository into, ObjectId want, Set<ObjectId> have) throws RemoteException {
            around(RemoteCall.FETCH, git -> ObjectCopy.copy(git, want, into.git(), into.newInserter()));
        }

        @Override
        public boolean push(SpaceRepository from, Move move) throws RemoteException {
            return around(RemoteCall.PUSH, git -> {
                ObjectCopy.copy(from.git(), move.to(), git, git.newObjectInserter());
                return move(git, move);
            });
        }

        @Override
        public void close() {}
    }
}
