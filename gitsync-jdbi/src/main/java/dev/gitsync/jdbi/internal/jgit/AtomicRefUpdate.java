package dev.gitsync.jdbi.internal.jgit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;
import org.jspecify.annotations.Nullable;

/**
 * Moves several refs in one transaction.
 */
final class AtomicRefUpdate extends BatchRefUpdate {
    private final RefDatabase refs;
    private final Predicate<List<RefMove>> mover;

    /**
     * Creates a batch for {@code refs}.
     *
     * @param mover moves all of several refs or none, and returns whether they moved
     */
    AtomicRefUpdate(RefDatabase refs, Predicate<List<RefMove>> mover) {
        super(refs);
        this.refs = refs;
        this.mover = mover;
    }

    @Override
    public void execute(RevWalk walk, ProgressMonitor monitor, @Nullable List<String> options) throws IOException {
        if (!isAtomic()) {
            super.execute(walk, monitor, options);
            return;
        }
        List<ReceiveCommand> commands = ReceiveCommand.filter(getCommands(), Result.NOT_ATTEMPTED);
        if (commands.isEmpty() || commands.size() < getCommands().size() || !areAllowed(walk, commands)) {
            ReceiveCommand.abort(getCommands());
            return;
        }
        List<RefMove> moves = new ArrayList<>();
        for (ReceiveCommand command : commands) {
            moves.add(new RefMove(command.getRefName(), id(command.getOldId()), id(command.getNewId())));
        }
        if (mover.test(moves)) {
            commands.forEach(command -> command.setResult(Result.OK));
        } else {
            commands.get(0).setResult(Result.LOCK_FAILURE);
            ReceiveCommand.abort(commands);
        }
    }

    private boolean areAllowed(RevWalk walk, List<ReceiveCommand> commands) throws IOException {
        for (ReceiveCommand command : commands) {
            if (!isAllowNonFastForwards()) {
                command.updateType(walk); // which looks through the history
                if (command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD) {
                    command.setResult(Result.REJECTED_NONFASTFORWARD);
                    return false;
                }
            }
            if (command.getType() == ReceiveCommand.Type.CREATE && refs.isNameConflicting(command.getRefName())) {
                command.setResult(Result.LOCK_FAILURE);
                return false;
            }
        }
        return true;
    }

    private static @Nullable String id(ObjectId id) {
        return id.equals(ObjectId.zeroId()) ? null : id.name();
    }
}
