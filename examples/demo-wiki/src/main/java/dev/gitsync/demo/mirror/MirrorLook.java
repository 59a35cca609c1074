package dev.gitsync.demo.mirror;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorState.Decision;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What the page of a mirror shows.
 *
 * @param isStored whether it was added on this page, and can be changed and removed here
 * @param isRunning whether a run that was requested here has not ended
 * @param reports the newest first
 */
public record MirrorLook(
        Mirror mirror, MirrorState state, boolean isStored, boolean isRunning, List<MirrorReport> reports) {
    /** What a list of mirrors shows of one. */
    public static MirrorLook of(Mirror mirror, MirrorState state) {
        return new MirrorLook(mirror, state, false, false, List.of());
    }

    /** A decision with its button, and what it will do. */
    public record Choice(Decision decision, String button, String effect) {}

    /** A text that changes whenever the page would look different. */
    public String mark() {
        return state.version() + " " + isRunning + " "
                + (reports.isEmpty() ? "" : reports.get(0).at());
    }

    /** A text that changes whenever a decision would answer something else. */
    public String question() {
        return state.last()
                .map(last ->
                        last.outcome() + " " + last.remote().map(ObjectId::name).orElse(""))
                .orElse("");
    }

    /** The outcome of the last run, in a word or two. */
    public String word() {
        if (state.isPaused()) {
            return "paused";
        }
        return state.last().map(last -> word(last.outcome())).orElse("not run yet");
    }

    /** An outcome in a word or two. */
    public static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The class of the word in the style sheet. */
    public String color() {
        if (state.isPaused()) {
            return "off";
        }
        return state.last()
                .map(last -> switch (last.outcome().next()) {
                    case SETTLED -> last.outcome() == Outcome.DISABLED ? "off" : "on";
                    case RETRY -> "off";
                    case WAIT, OPERATOR -> "bad";
                })
                .orElse("off");
    }

    /** The direction in words. */
    public String direction() {
        return switch (mirror.options().direction()) {
            case BOTH -> "both ways";
            case PUSH -> "from the wiki to the remote";
            case PULL -> "from the remote to the wiki";
        };
    }

    /** The decisions that the last outcome asks for. */
    public List<Choice> choices() {
        return state.last().map(MirrorReport::outcome).stream()
                .flatMap(outcome -> Arrays.stream(Decision.values())
                        .filter(decision -> decision.answers(outcome))
                        .map(decision -> choice(outcome, decision)))
                .toList();
    }

    private Choice choice(Outcome outcome, Decision decision) {
        return switch (decision) {
            case CONTINUE -> new Choice(decision, "Continue", effect(outcome));
            case JOIN_KEEPING_WIKI ->
                new Choice(
                        decision,
                        "Join, keep the wiki's files",
                        "Both histories are joined, and the files of both sides are kept. Where both have a file, the"
                                + " wiki's text stays.");
            case JOIN_KEEPING_REMOTE ->
                new Choice(
                        decision,
                        "Join, keep the remote's files",
                        "Both histories are joined, and the files of both sides are kept. Where both have a file, the"
                                + " remote's text replaces the wiki's, which stays in the history of the page.");
        };
    }

    private String effect(Outcome outcome) {
        String branch = mirror.options().branch();
        boolean isOutwards = mirror.options().direction().isOutwards();
        if (outcome == Outcome.BRANCH_MISSING) {
            return isOutwards
                    ? "The branch " + branch + " is created at the remote, with the wiki's commits."
                    : "The mirror waits until the remote has a branch " + branch + ".";
        } else if (outcome == Outcome.REWOUND) {
            return isOutwards
                    ? "The wiki keeps its pages, and its commits go to the remote again."
                    : "The wiki keeps its pages, and the mirror goes on from what the remote has now.";
        }
        if (outcome == Outcome.RESTORED) {
            return "The wiki's pages, as they are now, are pushed to the remote.";
        }
        return "What the remote has now is merged with the wiki. Pages that both changed are reported as a conflict.";
    }
}
