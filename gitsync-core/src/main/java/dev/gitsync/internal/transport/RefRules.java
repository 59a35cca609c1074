package dev.gitsync.internal.transport;

import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.report.PushResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceiveCommand.Result;

/**
 * Permits one update of {@code main}, and nothing else. Whether that is a fast-forward of what {@code
 * main} is or was is decided by the engine, which merges: over HTTP the client read the refs in an earlier request.
 */
final class RefRules {
    private static final String NOTHING_TAKEN = "no ref of this push was updated";
    private static final String CHECKED_OUT = "HEAD";
    private static final String RUN = "Only " + SpaceRefs.MAIN + " can be pushed here, and by itself. Run: ";
    private static final int ID_LENGTH = 12;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9/._+-]*");

    private RefRules() {}

    /** Refuses all commands, each with its reason, if any of them is not permitted. */
    static Optional<PushResult.Refused> refuse(List<ReceiveCommand> commands) {
        boolean isOne = commands.size() == 1;
        if (isOne && isMain(commands.get(0)) && !isDeletion(commands.get(0))) {
            return Optional.empty();
        }
        for (ReceiveCommand command : commands) {
            command.setResult(Result.REJECTED_OTHER_REASON, isOne || !isMain(command) ? why(command) : NOTHING_TAKEN);
        }
        return Optional.of(new PushResult.Refused(
                PushResult.Reason.NOT_ALLOWED, commands.get(0).getMessage(), sentences(commands)));
    }

    private static String why(ReceiveCommand command) {
        return isMain(command) ? "main can't be deleted" : "only main can be pushed to a wiki";
    }

    private static List<String> sentences(List<ReceiveCommand> commands) {
        List<String> sentences = new ArrayList<>(ProposalException.shown(commands.stream()
                .filter(command -> !isMain(command))
                .map(RefRules::against)
                .toList()));
        if (commands.stream().filter(RefRules::isMain).count() > 1) {
            sentences.add("This push names " + SpaceRefs.MAIN + " more than once; no ref was updated.");
        } else if (commands.stream().allMatch(RefRules::isMain)) {
            sentences.add("A wiki always has its main branch. To empty it, delete the files and push that.");
        } else {
            sentences.addAll(advice(commands));
            sentences.add("If your remote is not named origin, use its name instead.");
        }
        return sentences;
    }

    private static String against(ReceiveCommand command) {
        String ref = Paths.shown(command.getRefName());
        if (isDeletion(command)) {
            return ref + " can't be deleted: a wiki has one branch, main, and no tags.";
        }
        return isTag(command)
                ? ref + " can't be pushed to a wiki, which has no tags."
                : ref + " can't be pushed to a wiki, which has one branch: main.";
    }

    /**
     * Returns the command that pushes what the client probably intends, with the tags left out that its settings may add. The name of
     * the branch at the client is not known here, only what it was pushed as.
     */
    private static List<String> advice(List<ReceiveCommand> commands) {
        String options = commands.stream().anyMatch(RefRules::isTag) ? "--no-follow-tags " : "";
        String push = "git push " + options + "origin ";
        List<ReceiveCommand> branches = commands.stream()
                .filter(command -> !isDeletion(command) && command.getRefName().startsWith(Constants.R_HEADS))
                .toList();
        if (branches.size() != 1 || isMain(branches.get(0))) {
            return List.of(RUN + push + CHECKED_OUT + ":main");
        }
        String byId = push + branches.get(0).getNewId().abbreviate(ID_LENGTH).name() + ":" + SpaceRefs.MAIN;
        String branch = branches.get(0).getRefName().substring(Constants.R_HEADS.length());
        return PLAIN.matcher(branch).matches()
                ? List.of(
                        RUN + push + branch + ":main",
                        "If your local branch has another name than " + branch + ", run: " + byId)
                : List.of(RUN + byId);
    }

    private static boolean isMain(ReceiveCommand command) {
        return command.getRefName().equals(SpaceRefs.MAIN);
    }

    private static boolean isTag(ReceiveCommand command) {
        return command.getRefName().startsWith(Constants.R_TAGS);
    }

    private static boolean isDeletion(ReceiveCommand command) {
        return command.getType() == ReceiveCommand.Type.DELETE;
    }
}
