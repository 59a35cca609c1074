package dev.gitsync.internal.state;

import dev.gitsync.error.StoreException;
import dev.gitsync.repository.ConsistentRefs;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/**
 * Where the refs of a space stand; the zero id where there is none. They only move together, in one atomic batch of
 * compare-and-sets.
 *
 * @param main what people see
 * @param wiki what the wiki holds, as a commit; equals {@code main} in the steady state
 * @param state the index, as a commit without history
 * @param pending the push that is about to be applied to the wiki, or was when the process died
 */
public record SpaceRefs(ObjectId main, ObjectId wiki, ObjectId state, ObjectId pending) {
    public static final String MAIN = "refs/heads/main";
    public static final String WIKI = "refs/gitsync/wiki";
    static final String STATE = "refs/gitsync/state";
    static final String PENDING = "refs/gitsync/pending";

    /** So often the refs are read anew before it is given up; each time somebody has moved them meanwhile. */
    private static final int MAX_READS = 100;

    /**
     * The refs as they stood together at one moment. JGit's ref databases read one after the other, so what was read counts
     * once it has been read twice: between the two, all of them stood there. {@link ConsistentRefs} are asked once.
     *
     * @throws StoreException when they don't stand still
     */
    public static SpaceRefs read(Repository repository) throws IOException {
        SpaceRefs before = readOnce(repository);
        if (repository.getRefDatabase() instanceof ConsistentRefs) {
            return before;
        }
        for (int i = 1; i < MAX_READS; i++) {
            SpaceRefs now = readOnce(repository);
            if (now.equals(before)) {
                return now;
            }
            before = now;
        }
        throw new StoreException("The refs were moved " + MAX_READS + " times while they were read");
    }

    private static SpaceRefs readOnce(Repository repository) throws IOException {
        Map<String, Ref> refs = repository.getRefDatabase().exactRef(MAIN, WIKI, STATE, PENDING);
        return new SpaceRefs(id(refs.get(MAIN)), id(refs.get(WIKI)), id(refs.get(STATE)), id(refs.get(PENDING)));
    }

    public boolean hasPending() {
        return !pending.equals(ObjectId.zeroId());
    }

    /** {@code main} as reports have it: null where there is none. */
    @Nullable
    public String mainName() {
        return main.equals(ObjectId.zeroId()) ? null : main.name();
    }

    SpaceRefs withPending(ObjectId push) {
        return new SpaceRefs(main, wiki, state, push);
    }

    /**
     * Moves every ref that differs in {@code next} from here to there, all or none.
     *
     * @throws LostRaceException when one of them does not stand here any more
     * @throws StoreException when one of them can't be written
     */
    public void move(Repository repository, SpaceRefs next) throws IOException {
        BatchRefUpdate batch = repository.getRefDatabase().newBatchUpdate();
        batch.setAtomic(true).setAllowNonFastForwards(true).disableRefLog();
        add(batch, MAIN, main, next.main);
        add(batch, WIKI, wiki, next.wiki);
        add(batch, STATE, state, next.state);
        add(batch, PENDING, pending, next.pending);
        if (batch.getCommands().isEmpty()) {
            return;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            batch.execute(walk, NullProgressMonitor.INSTANCE);
        }
        for (ReceiveCommand command : batch.getCommands()) {
            if (command.getResult() == ReceiveCommand.Result.LOCK_FAILURE) {
                throw new LostRaceException("The refs did not move: " + command.getRefName() + " does not stand at "
                        + command.getOldId().name() + " any more");
            }
        }
        for (ReceiveCommand command : batch.getCommands()) {
            if (command.getResult() != ReceiveCommand.Result.OK) {
                throw new StoreException("The refs did not move: " + command.getRefName() + " answered "
                        + command.getResult() + ", expected it at "
                        + command.getOldId().name() + ". The disk may be full");
            }
        }
    }

    private static void add(BatchRefUpdate batch, String name, ObjectId from, ObjectId to) {
        if (!from.equals(to)) {
            batch.addCommand(new ReceiveCommand(from, to, name));
        }
    }

    private static ObjectId id(@Nullable Ref ref) {
        return ref == null || ref.getObjectId() == null ? ObjectId.zeroId() : ref.getObjectId();
    }
}
