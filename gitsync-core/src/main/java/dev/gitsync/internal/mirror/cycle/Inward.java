package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.engine.SpaceEngine;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.push.PushRequest;
import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.Person;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Accepted;
import dev.gitsync.report.PushResult.Refused;
import dev.gitsync.settings.GitSyncSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes commits of the remote into the wiki, exactly as a push of the service user. */
final class Inward {
    private static final Logger LOG = LoggerFactory.getLogger(Inward.class);
    /** Lists all of the paths of a refusal, not only the first ones. */
    private static final List<String> OPTIONS = List.of("gitsync.verbose");

    private static final List<String> IMPORT_OPTIONS = List.of("gitsync.verbose", "gitsync.allow-deletes=999999999");
    /** Advice for a person with a clone, which is none for the operator of a mirror. */
    private static final String FOR_CLONES = "git pull";

    private static final String LARGE_FILES =
            "it has pointers of Git LFS to objects that the wiki lacks. Upload them to the wiki"
                    + " from a clone of the remote, with git lfs push --all and the URL of the space; the mirror then continues by"
                    + " itself.";

    private static final String CORRECT = "Correct that at the remote; the mirror then continues by itself.";

    private final SpaceEngine engine;
    private final Pusher pusher;
    private final int maxCommits;

    Inward(SpaceEngine engine, GitSyncSettings settings) {
        this.engine = engine;
        this.pusher = new Pusher(settings.serviceUser(), new Person(settings.serviceUser(), ""), false);
        this.maxCommits = settings.push().maxCommits();
    }

    /** Returns the most commits that the wiki takes in at once. */
    int maxCommits() {
        return maxCommits;
    }

    /**
     * Has the engine take in {@code commit}, whose objects are in the repository of the run.
     *
     * @param seen a commit of {@code main} that {@code commit} is based on; the zero id if there is none
     */
    PushResult take(MirrorRun run, ObjectId seen, ObjectId commit) throws IOException, OvertakenException {
        return take(run, pusher, new PushAttempt.Proposal(seen, commit, OPTIONS));
    }

    /** Does the same for a history that the wiki has nothing beside, whatever that history deletes. */
    PushResult takeHistory(MirrorRun run, ObjectId seen, ObjectId commit) throws IOException, OvertakenException {
        Pusher importer = new Pusher(pusher.user(), pusher.person(), true);
        return take(run, importer, new PushAttempt.Proposal(seen, commit, IMPORT_OPTIONS));
    }

    private PushResult take(MirrorRun run, Pusher as, PushAttempt.Proposal proposal)
            throws IOException, OvertakenException {
        ObjectId commit = proposal.newTip();
        run.memory().begin(run.graph().isIn(commit, run.tip()) ? commit : run.tip());
        PushResult result = engine.ingest(
                new PushRequest(run.space(), run.repository(), as, proposal, () -> true, true, new ReceivedBlobs()));
        if (result instanceof Accepted accepted) {
            LOG.info("Mirror {}: took in {}", run.mirror().id(), commit.name());
            run.tookIn(lines(accepted));
            run.readMain();
        }
        return result;
    }

    private static List<String> lines(Accepted accepted) {
        List<String> lines = new ArrayList<>(accepted.pages().stream()
                .map(page -> line(page.action(), page.path()))
                .toList());
        accepted.attachments().forEach(file -> lines.add(line(file.action(), file.path())));
        if (accepted.otherFiles() > 0) {
            lines.add("other files changed: " + accepted.otherFiles());
        }
        lines.addAll(forOperator(accepted.notes()));
        return lines;
    }

    private static String line(PushResult.PushedPage.Action action, String path) {
        return action.name().toLowerCase(Locale.ROOT) + " " + path;
    }

    private static List<String> forOperator(List<String> lines) {
        return lines.stream().filter(line -> !line.contains(FOR_CLONES)).toList();
    }

    /** Returns whether a refusal says something about the commits, and not only that they can't be taken in now. */
    static boolean isFinal(Refused refused) {
        return switch (refused.reason()) {
            case CONFLICT, INVALID, MISSING_OBJECTS, TOO_MANY_DELETES, REFUSED_BY_WIKI, TOO_MUCH_WORK -> true;
            default -> false;
        };
    }

    /** Returns the end of the run after a refusal that is no conflict; empty if {@code main} moved, so that it is to be tried again. */
    static Optional<Ending> ending(MirrorRun run, Refused refused) {
        return switch (refused.reason()) {
            case STALE -> Optional.empty();
            case BUSY -> Optional.of(Endings.spaceBusy());
            case UNAVAILABLE -> Optional.of(Endings.unavailable());
            case DISABLED -> Optional.of(Endings.disabled(run));
            case TOO_MUCH_WORK -> Optional.of(tooLarge(run, details(refused)));
            case TOO_MANY_DELETES ->
                Optional.of(refusal(
                        run,
                        refused,
                        "it would delete more pages than the limit allows. If that is right, push it to the wiki as a user who"
                                + " may override the limit; otherwise, revert it at the remote."));
            case INVALID -> Optional.of(refusal(run, refused, "it has content that a wiki can't have. " + CORRECT));
            case MISSING_OBJECTS -> Optional.of(refusal(run, refused, LARGE_FILES));
            case REFUSED_BY_WIKI, NO_PERMISSION, CONFLICT, BROKEN_LINKS ->
                Optional.of(refusal(run, refused, "a rule of the wiki forbids it. " + CORRECT));
            case PARTLY_WRITTEN ->
                Optional.of(refusal(run, refused, "the wiki wrote only a part of it. The next run merges the rest."));
            case NOT_ALLOWED, FAILED -> Optional.of(Endings.failed(details(refused)));
        };
    }

    private static Ending refusal(MirrorRun run, Refused refused, String why) {
        return new Ending(
                Outcome.REFUSED_BY_WIKI,
                "The wiki can't take in the remote's branch " + run.branch() + ": " + why,
                Stream.concat(details(refused).stream(), run.receipt().stream()).toList());
    }

    /** Returns the end of a run whose remote has a commit that brings more commits than the wiki takes in at once. */
    Ending tooManyCommits(MirrorRun run) {
        return tooLarge(run, List.of("One merge brings more than " + maxCommits + " commits that the wiki lacks."));
    }

    private static Ending tooLarge(MirrorRun run, List<String> details) {
        return new Ending(
                Outcome.TOO_LARGE,
                "The remote's branch " + run.branch()
                        + " exceeds a limit of gitsync, so that it was not taken in. Raise the"
                        + " limit in the settings, or take in the older commits first.",
                details);
    }

    private static List<String> details(Refused refused) {
        return refused.details().stream()
                .filter(line ->
                        !line.contains(FOR_CLONES) && !line.equals(ProposalException.Kind.MISSING_OBJECTS.advice()))
                .toList();
    }
}
