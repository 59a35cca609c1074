package dev.gitsync.repository;

import dev.gitsync.error.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/**
 * The bare repository of a space, open for one piece of work: JGit's repository, and the three operations for which the engine needs
 * more than JGit promises. Each works on top of any JGit repository; a store that can do one of them better overrides it.
 *
 * <table>
 *   <caption>What a store may override</caption>
 *   <tr><th>method</th><th>by default</th><th>override it if</th></tr>
 *   <tr><td>{@link #refs}</td><td>reads twice, until both readings agree</td>
 *       <td>one query reads all refs as of one moment</td></tr>
 *   <tr><td>{@link #move}</td><td>an atomic {@link BatchRefUpdate}</td><td>JGit's batches can't move refs atomically</td></tr>
 *   <tr><td>{@link #newInserter}</td><td>ignores hints</td><td>the store has a use for {@link HintedInserter hints}</td></tr>
 * </table>
 *
 * <p><b>What is inserted or received</b> can be read through the same object once it is flushed. It is durable, and others can read
 * it, at the latest when a ref moves through the same object. A store that takes pushes keeps it private until then, and discards it
 * when this is closed before a ref moved, so that a refused push leaves nothing behind.
 *
 * <p><b>Packs</b> come in through {@link org.eclipse.jgit.lib.ObjectInserter#newPackParser} of the inserters of {@link #git}. The parser keeps the {@link
 * dev.gitsync.repository.pack.PackLimits} with which the repository was opened; {@link
 * dev.gitsync.repository.pack.IncomingPackCheck} does that for it.
 *
 * <p>To close this and to close {@link #git} is the same: what a store has to release belongs into the repository's {@code doClose}.
 * As safe for use by several threads as JGit's repository is.
 */
public abstract class SpaceRepository implements AutoCloseable {
    /** How often refs are read until two readings in a row agree. */
    private static final int MAX_READS = 100;

    private final Repository git;

    /** Creates one on top of {@code git}, which is open. */
    protected SpaceRepository(Repository git) {
        this.git = Objects.requireNonNull(git, "git");
    }

    /** Returns {@code git} with the defaults of this class. */
    public static SpaceRepository of(Repository git) {
        return new Plain(git);
    }

    /** Returns JGit's repository, which is bare and whose {@code HEAD} points to {@code refs/heads/main}. */
    public final Repository git() {
        return git;
    }

    /**
     * Reads several refs as they stood together at one moment: refs that move together are all read before the move or all after
     * it.
     *
     * @return the id of each of {@code names}; the zero id for a ref that does not exist
     * @throws StoreException when the refs can't be read, or moved each time that they were read
     */
    public Map<String, ObjectId> refs(String... names) throws IOException {
        Map<String, ObjectId> before = readRefs(names);
        for (int i = 1; i < MAX_READS; i++) {
            Map<String, ObjectId> now = readRefs(names);
            if (now.equals(before)) {
                return now; // Between the two readings all of them stood there.
            }
            before = now;
        }
        throw new StoreException("The refs were moved " + MAX_READS + " times while they were read");
    }

    /**
     * Reads several refs once, by a single call of JGit's {@code exactRef}. This is {@link #refs} for a store whose ref database
     * answers that call as of one moment.
     */
    protected final Map<String, ObjectId> readRefs(String... names) throws IOException {
        Map<String, Ref> found = git.getRefDatabase().exactRef(names);
        Map<String, ObjectId> ids = new HashMap<>();
        for (String name : names) {
            ids.put(name, id(found.get(name)));
        }
        return ids;
    }

    private static ObjectId id(@Nullable Ref ref) {
        return ref == null || ref.getObjectId() == null ? ObjectId.zeroId() : ref.getObjectId();
    }

    /**
     * Moves refs, all or none, and makes durable and public what was flushed through this object before. In a store with a {@link
     * RepositoryStore#transactionDomain transaction domain} it is part of the transaction of the calling thread, if there is one. Does
     * nothing for an empty list.
     *
     * @param moves each ref at most once
     * @return whether the refs moved; they did not if one of them is not at {@link RefMove#from} any more
     * @throws StoreException when a ref can't be written; none moved then
     */
    public boolean move(List<RefMove> moves) throws IOException {
        if (moves.isEmpty()) {
            return true;
        }
        BatchRefUpdate batch = git.getRefDatabase().newBatchUpdate();
        batch.setAtomic(true).setAllowNonFastForwards(true).disableRefLog();
        for (RefMove move : moves) {
            batch.addCommand(new ReceiveCommand(move.from(), move.to(), move.name()));
        }
        try (RevWalk walk = new RevWalk(git)) {
            batch.execute(walk, NullProgressMonitor.INSTANCE);
        }
        List<ReceiveCommand> commands = batch.getCommands();
        if (commands.stream().anyMatch(command -> command.getResult() == ReceiveCommand.Result.LOCK_FAILURE)) {
            return false;
        }
        commands.forEach(SpaceRepository::checkMoved);
        return true;
    }

    private static void checkMoved(ReceiveCommand command) {
        if (command.getResult() != ReceiveCommand.Result.OK) {
            throw new StoreException(
                    "The refs did not move: " + command.getRefName() + " answered " + command.getResult()
                            + ", expected it at " + command.getOldId().name() + ". The disk may be full");
        }
    }

    /** Returns a new inserter into this repository; the caller flushes and closes it. */
    public HintedInserter newInserter() {
        return HintedInserter.ignoringHints(git.newObjectInserter());
    }

    /** Closes {@link #git}. */
    @Override
    public final void close() {
        git.close();
    }

    /** Overrides nothing. */
    private static final class Plain extends SpaceRepository {
        Plain(Repository git) {
            super(git);
        }
    }

    /**
     * A compare-and-set of one ref. The zero id stands for a ref that does not exist.
     *
     * @param name the full name, such as {@code refs/heads/main}
     * @param from where the ref has to be
     * @param to where it goes
     */
    public record RefMove(String name, ObjectId from, ObjectId to) {
        /** Checks that nothing is missing. */
        public RefMove {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }
    }

    /**
     * An inserter that is told what the engine knows of an object. A hint changes how an object is stored and nothing else: its id, and
     * what is read back, are those of {@link ObjectInserter#insert(int, byte[])}, which is also what happens by default. Override the two
     * methods if a store can use the hints. Not safe for use by several threads.
     */
    public abstract static class HintedInserter extends ObjectInserter {
        /** Creates an inserter that ignores hints until its methods are overridden. */
        protected HintedInserter() {}

        /** Returns an inserter that inserts through {@code delegate} and ignores all hints. */
        public static HintedInserter ignoringHints(ObjectInserter delegate) {
            return new Ignoring(delegate);
        }

        /**
         * Inserts an object that differs little from another one, so that it is small as a delta on that.
         *
         * @param data the object; the inserter may keep the array, which must not be changed any more
         * @param other the other object, which need not exist; the zero id if there is none
         */
        public ObjectId insertSimilar(int type, byte[] data, AnyObjectId other) throws IOException {
            return insert(type, data);
        }

        /**
         * Inserts an object that is soon out of use, so that compressing it is not worth the time.
         *
         * @param data the object; the inserter may keep the array, which must not be changed any more
         */
        public ObjectId insertShortLived(int type, byte[] data) throws IOException {
            return insert(type, data);
        }

        /** Forwards everything but the hints. */
        private static final class Ignoring extends HintedInserter {
            private final ObjectInserter delegate;

            Ignoring(ObjectInserter delegate) {
                this.delegate = delegate;
            }

            @Override
            public ObjectId insert(int type, byte[] data, int offset, int length) throws IOException {
                return delegate.insert(type, data, offset, length);
            }

            @Override
            public ObjectId insert(int type, long length, InputStream in) throws IOException {
                return delegate.insert(type, length, in);
            }

            @Override
            public PackParser newPackParser(InputStream in) throws IOException {
                return delegate.newPackParser(in);
            }

            @Override
            public ObjectReader newReader() {
                return delegate.newReader();
            }

            @Override
            public void flush() throws IOException {
                delegate.flush();
            }

            @Override
            public void close() {
                delegate.close();
            }
        }
    }
}
