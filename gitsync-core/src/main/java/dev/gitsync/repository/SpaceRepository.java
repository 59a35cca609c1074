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
 * The bare repository of a space, open for one task: JGit's repository, plus the three operations for which the engine needs
 * more than JGit guarantees. Each operation works on top of any JGit repository; a store overrides those that it can implement
 * better.
 *
 * <table>
 *   <caption>What a store may override</caption>
 *   <tr><th>method</th><th>by default</th><th>override it if</th></tr>
 *   <tr><td>{@link #refs}</td><td>reads twice, until both readings agree</td>
 *       <td>one query reads all refs as of one moment</td></tr>
 *   <tr><td>{@link #move}</td><td>an atomic {@link BatchRefUpdate}</td><td>JGit's batches can't move refs atomically</td></tr>
 *   <tr><td>{@link #newInserter}</td><td>ignores hints</td><td>the store can use {@link HintedInserter hints}</td></tr>
 * </table>
 *
 * <p><b>Inserted and received objects</b> can be read through the same {@code SpaceRepository} once they are flushed.
 * They become durable, and visible to other readers, at the latest when a ref moves through it. A store that accepts
 * pushes keeps them private until then, and discards them if it is closed before a ref has moved, so that a refused
 * push leaves nothing behind.
 *
 * <p><b>Packs</b> are received through {@link org.eclipse.jgit.lib.ObjectInserter#newPackParser} of the inserters of {@link
 * #git}. The parser enforces the {@link dev.gitsync.repository.pack.PackLimits} with which the repository was opened; {@link
 * dev.gitsync.repository.pack.IncomingPackCheck} does that for it.
 *
 * <p>Closing this object and closing {@link #git} have the same effect: a store releases its resources in the repository's
 * {@code doClose}. Has the same thread-safety as JGit's repository.
 */
public abstract class SpaceRepository implements AutoCloseable {
    /** The maximum number of times that refs are read until two readings in a row agree. */
    private static final int MAX_READS = 100;

    private final Repository git;

    /** Creates a space repository on top of {@code git}, which must be open. */
    protected SpaceRepository(Repository git) {
        this.git = Objects.requireNonNull(git, "git");
    }

    /** Returns a space repository on top of {@code git} with the defaults of this class. */
    public static SpaceRepository of(Repository git) {
        return new Plain(git);
    }

    /** Returns JGit's repository, which is bare and whose {@code HEAD} points to {@code refs/heads/main}. */
    public final Repository git() {
        return git;
    }

    /**
     * Reads several refs as of one moment: of refs that move together, all are read as before the move or all as after it.
     *
     * @return the id of each of {@code names}; the zero id for a ref that does not exist
     * @throws StoreException when the refs can't be read, or moved during every attempt
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
     * Reads several refs once, by a single call of JGit's {@code exactRef}. Use it to implement {@link #refs} in a store whose
     * ref database executes that call as of one moment.
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
     * Moves all of the refs or none, and makes everything flushed through this object before durable and visible. In a store
     * with a {@link RepositoryStore#transactionDomain transaction domain}, the move is part of the transaction of the calling
     * thread, if there is one. Does nothing for an empty list.
     *
     * @param moves each ref at most once
     * @return true if the refs moved; false if one of them is no longer at {@link RefMove#from}
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
     * @param from the expected id of the ref
     * @param to the new id of the ref
     */
    public record RefMove(String name, ObjectId from, ObjectId to) {
        /** Checks that no component is null. */
        public RefMove {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
        }
    }

    /**
     * An inserter that receives hints about the objects that the engine inserts. A hint affects only how an object is stored:
     * its id and the data read back are those of {@link ObjectInserter#insert(int, byte[])}, which is also the default
     * implementation. Override the two methods in a store that can use the hints. Not safe for use by several threads.
     */
    public abstract static class HintedInserter extends ObjectInserter {
        /** Creates an inserter that ignores hints until its methods are overridden. */
        protected HintedInserter() {}

        /** Returns an inserter that inserts through {@code delegate} and ignores all hints. */
        public static HintedInserter ignoringHints(ObjectInserter delegate) {
            return new Ignoring(delegate);
        }

        /**
         * Inserts an object that differs little from another one, so that it can be stored as a small delta.
         *
         * @param data the object; the inserter may keep the array, which must not be changed any more
         * @param other the other object, which need not exist; the zero id if there is none
         */
        public ObjectId insertSimilar(int type, byte[] data, AnyObjectId other) throws IOException {
            return insert(type, data);
        }

        /**
         * Inserts an object that will soon be unused, so that compressing it is not worthwhile.
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
