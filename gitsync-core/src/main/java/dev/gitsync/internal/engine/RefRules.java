package dev.gitsync.internal.engine;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.report.PushResult;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;

/**
 * What may be asked of the refs: one step forward of {@code main}, and nothing beside it.
 *
 * <p>JGit refuses a step from anywhere but where {@code main} stands now. Over HTTP the client looked in an earlier request, and an
 * edit or a push may have come in between: such a step is the engine's to judge, which knows where {@code main} has been and merges.
 */
final class RefRules {
    private static final String NOTHING_TAKEN = "nothing of this push was taken";

    private RefRules() {}

    /** Refuses all commands if there is anything against one of them; answers whether it did. */
    static boolean refuse(List<ReceiveCommand> commands, Consumer<String> tell) {
        boolean isOne = commands.size() == 1;
        if (isOne && isMain(commands.get(0)) && isForTheEngine(commands.get(0))) {
            return false;
        }
        for (ReceiveCommand command : commands) {
            String why = isOne || !isMain(command) ? against(command, tell) : NOTHING_TAKEN;
            command.setResult(Result.REJECTED_OTHER_REASON, why);
        }
        if (commands.stream().filter(RefRules::isMain).count() > 1) {
            tell.accept("This push names " + SpaceRefs.MAIN + " more than once; nothing of it was taken.");
        } else if (!isOne) {
            tell.accept("Only " + SpaceRefs.MAIN + " can be pushed here, and by itself: git push origin main");
        }
        return true;
    }

    /** What {@link #refuse} did, for those who were not there: the first of the commands, and all sentences. */
    static PushResult.Refused refusal(ReceiveCommand first, List<String> sentences) {
        String summary = first.getMessage() == null ? NOTHING_TAKEN : first.getMessage();
        return new PushResult.Refused(PushResult.Reason.NOT_ALLOWED, summary, sentences);
    }

    private static boolean isMain(ReceiveCommand command) {
        return command.getRefName().equals(SpaceRefs.MAIN);
    }

    private static boolean isForTheEngine(ReceiveCommand command) {
        return command.getResult() == Result.NOT_ATTEMPTED
                || (command.getType() != ReceiveCommand.Type.DELETE && isOvertaken(command));
    }

    /** Whether the client saw {@code main} somewhere else than it is. */
    private static boolean isOvertaken(ReceiveCommand command) {
        Ref now = command.getRef();
        ObjectId main = now == null || now.getObjectId() == null ? ObjectId.zeroId() : now.getObjectId();
        return !main.equals(command.getOldId());
    }

    private static String against(ReceiveCommand command, Consumer<String> tell) {
        if (!isMain(command)) {
            tell.accept(Paths.shown(command.getRefName()) + " can't be pushed to a wiki, which has one branch: main.");
            return "only main can be pushed to a wiki";
        }
        if (command.getType() == ReceiveCommand.Type.DELETE) {
            return "main can't be deleted";
        }
        if (command.getResult() == Result.REJECTED_MISSING_OBJECT) {
            tell.accept("The history of this push is not whole. From a shallow clone, run 'git fetch --unshallow' and"
                    + " push again.");
            return "commits are missing from the push";
        }
        tell.accept("The history of main is never rewritten, not even by force. Run 'git pull' and push again.");
        return "non-fast-forward";
    }
}
