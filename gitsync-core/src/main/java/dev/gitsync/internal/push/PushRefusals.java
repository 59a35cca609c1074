package dev.gitsync.internal.push;

import dev.gitsync.internal.guard.AllowedDeletes;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.work.BudgetSpentException;
import dev.gitsync.report.PushResult.PushedAttachment;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.report.PushResult.Refused;
import dev.gitsync.store.ApplyResult;
import java.util.ArrayList;
import java.util.List;

/** The messages to the pusher when a push is refused. */
public final class PushRefusals {
    /** Plain 'git pull' asks how to proceed if both sides have commits. */
    private static final String PULL = "Run 'git pull --rebase' and push again.";

    private PushRefusals() {}

    static Refused refused(Reason reason, String summary, List<String> details) {
        return new Refused(reason, summary, details);
    }

    public static Refused disabled() {
        return refused(
                Reason.DISABLED,
                "git sync is switched off",
                List.of("Git sync is off for this space. Nothing was changed. Ask the operator" + " of the wiki."));
    }

    public static Refused unknownOption(String mistake) {
        return refused(Reason.INVALID, "unknown push option", List.of(mistake));
    }

    static Refused stale() {
        return refused(Reason.STALE, "fetch first", List.of("The wiki has changed since your last fetch. " + PULL));
    }

    static Refused keepsChanging() {
        return refused(
                Reason.STALE,
                "the wiki is busy; try again",
                List.of("The pages of this push kept changing in the wiki. " + PULL));
    }

    public static Refused notFastForward() {
        return refused(
                Reason.NOT_ALLOWED,
                "non-fast-forward",
                List.of("The history of main is never rewritten, not even by force. " + PULL));
    }

    static Refused incomplete(String missing) {
        return refused(
                Reason.INVALID,
                "commits are missing from the push",
                List.of(missing + " From a shallow clone, run 'git fetch --unshallow' and push again; otherwise"
                        + " 'git fsck' tells what is wrong."));
    }

    static Refused notACommit() {
        return refused(Reason.INVALID, "main must point to a commit that was pushed", List.of());
    }

    static Refused conflict(List<String> paths, PushOptions options) {
        List<String> details = new ArrayList<>();
        details.add("These were changed in the wiki, or by another push, while yours was on its way:");
        details.addAll(options.listed(paths));
        details.add("Nothing was changed. Run 'git pull --rebase', resolve the conflict, and push again.");
        return refused(Reason.CONFLICT, "fetch first: the wiki changed the same places", details);
    }

    static Refused invalid(ProposalException why, PushOptions options) {
        List<String> details = new ArrayList<>(options.listed(why.problems()));
        details.add(why.kind().advice());
        return why.kind() == ProposalException.Kind.MISSING_OBJECTS
                ? refused(Reason.MISSING_OBJECTS, "objects of Git LFS are missing", details)
                : refused(Reason.INVALID, "the push contains invalid content", details);
    }

    /**
     * More deletes than the guard allows.
     *
     * @param pages the paths of the pages that would be deleted
     * @param attachments the paths of the attachments that would be deleted
     * @param notes other information about the push
     */
    record Deletes(
            List<String> pages,
            List<String> attachments,
            List<String> notes,
            AllowedDeletes allowed,
            boolean mayOverride) {}

    static Refused tooManyDeletes(Deletes deletes, PushOptions options) {
        boolean arePages = deletes.pages.size() > deletes.allowed.pages();
        List<String> details = new ArrayList<>();
        if (arePages) {
            details.add("This push would delete " + deletes.pages.size() + " pages; up to " + deletes.allowed.pages()
                    + " are allowed.");
            details.addAll(options.listed(deletes.pages));
        }
        if (deletes.attachments.size() > deletes.allowed.attachments()) {
            details.add("This push would delete " + deletes.attachments.size() + " attachments; up to "
                    + deletes.allowed.attachments() + " are allowed.");
            details.addAll(options.listed(deletes.attachments));
        }
        details.addAll(deletes.notes);
        details.add(
                deletes.mayOverride
                        ? "If that is what you want: git push -o " + PushOptions.ALLOW_DELETES + "="
                                + Math.max(deletes.pages.size(), deletes.attachments.size())
                        : "Nothing was changed. Ask a user who may override the limit.");
        return arePages
                ? refused(Reason.TOO_MANY_DELETES, "too many pages would be deleted", details)
                : refused(Reason.TOO_MANY_DELETES, "too many attachments would be deleted", details);
    }

    /** Returns the refusal for a sentence of the wiki; a line for each page and attachment that it names by its id follows. */
    static Refused refusedByWiki(String reason, PushPlan plan) {
        List<String> details = new ArrayList<>(List.of(reason));
        for (PushedPage page : plan.receipt()) {
            if (reason.contains(page.page().value())) {
                details.add("Page " + page.page() + " is " + Paths.shown(page.path()) + ".");
            }
        }
        for (PushedAttachment file : plan.attachments().receipt()) {
            if (reason.contains(file.attachment().value())) {
                details.add("Attachment " + file.attachment() + " is " + Paths.shown(file.path()) + ".");
            }
        }
        return refused(Reason.REFUSED_BY_WIKI, "the wiki refused this push", details);
    }

    /**
     * Returns the refusal of a push that breaks links.
     *
     * @param counted how many, as the beginning of a sentence
     * @param links a line for each of the first links
     */
    static Refused brokenLinks(String counted, List<String> links) {
        List<String> details = new ArrayList<>();
        details.add(counted + " after this push, and this server refuses that:");
        details.addAll(links);
        details.add("Nothing was changed. Correct the links in a new commit, or amend it, and push again.");
        return refused(Reason.BROKEN_LINKS, "the push breaks links", details);
    }

    static Refused permissionEnded() {
        return refused(
                Reason.NO_PERMISSION,
                "you may not push to this space any more",
                List.of("Your right to push, or your access token, was withdrawn or changed while this push was under"
                        + " way. Nothing was changed. Ask the manager of the space, then push again."));
    }

    public static Refused busy() {
        return refused(
                Reason.BUSY,
                "the space is busy; try again",
                List.of("Another push or sync of this space is in progress. Nothing was changed; push again in a"
                        + " moment."));
    }

    public static Refused tooMuchWork(BudgetSpentException spent) {
        if (spent.limit() == BudgetSpentException.Limit.CANCELLED) {
            return refused(
                    Reason.TOO_MUCH_WORK,
                    "the connection was closed before the push was accepted",
                    List.of("Push refused: the client disconnected while " + spent.activity()
                            + ". Nothing was changed; push again."));
        }
        if (spent.limit() == BudgetSpentException.Limit.MEMORY_IN_USE) {
            return refused(
                    Reason.BUSY,
                    "the server is busy; try again",
                    List.of("Other pushes hold the memory that this one needs. Nothing was changed; push again in a"
                            + " moment."));
        }
        if (spent.limit() == BudgetSpentException.Limit.MEMORY) {
            return refused(
                    Reason.TOO_MUCH_WORK,
                    "too much text for one push",
                    List.of("Push refused: the pages and messages of this push hold more than " + spent.amount()
                            + ". Nothing was changed. Push fewer pages at a time, the older commits first:"
                            + " git push origin <commit>:main"));
        }
        return refused(
                Reason.TOO_MUCH_WORK,
                "too much work for one push",
                List.of("Push refused: " + spent.activity() + " took more than " + spent.amount()
                        + ". Nothing was changed. Push the history in parts, the older commits first:"
                        + " git push origin <commit>:main"));
    }

    public static Refused overtaken() {
        return refused(
                Reason.BUSY,
                "the space is busy; try again",
                List.of("Other writers changed this space during each attempt. Run 'git fetch' to see whether the"
                        + " wiki has this push; if not, push again in a moment."));
    }

    /** Returns the refusal after the database became unreachable during the commit, so that the outcome is unknown. */
    public static Refused unknown() {
        return refused(
                Reason.UNAVAILABLE,
                "the outcome of this push is unknown; fetch and check",
                List.of(
                        "The connection to the database was lost during the commit. All of this push is in the wiki, or nothing. Run"
                                + " 'git fetch': if main has it, you are done; if not, push again."));
    }

    public static Refused unavailable() {
        return refused(
                Reason.UNAVAILABLE,
                "the wiki can't be reached; try again later",
                List.of(
                        "The push did not finish. If the wiki accepted it, the next 'git fetch' shows it; otherwise push"
                                + " again."));
    }

    /** Returns the refusal for an exception that is not part of the SPI: a retry would fail again. */
    public static Refused failed() {
        return refused(
                Reason.FAILED,
                "the wiki failed on this push",
                List.of("Pushing it again will not help: tell the operator, whose log says why. If the wiki accepted"
                        + " the push, the next 'git fetch' shows it."));
    }

    static Refused partlyWritten(PushPlan plan, ApplyResult.Partial partial) {
        List<String> written = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (PushedPage page : plan.receipt()) {
            if (partial.versions().containsKey(page.page())) {
                written.add(page.path());
            } else if (partial.failures().containsKey(page.page())) {
                missing.add(page.path() + ": " + partial.failures().get(page.page()));
            }
        }
        for (PushedAttachment file : plan.attachments().receipt()) {
            if (partial.versions().containsKey(file.attachment())) {
                written.add(file.path());
            } else if (partial.failures().containsKey(file.attachment())) {
                missing.add(file.path() + ": " + partial.failures().get(file.attachment()));
            }
        }
        List<String> details = new ArrayList<>();
        details.add("This wiki has no transactions and wrote only a part of the push. Written:");
        details.addAll(ProposalException.shown(written));
        details.add("Not written:");
        details.addAll(ProposalException.shown(missing));
        details.add("Run 'git pull', which brings what was written, and push the rest again.");
        return refused(Reason.PARTLY_WRITTEN, "the wiki wrote only a part of this push", details);
    }
}
