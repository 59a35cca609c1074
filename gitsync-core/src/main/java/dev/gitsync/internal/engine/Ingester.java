package dev.gitsync.internal.engine;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.plan.ProposalException;
import dev.gitsync.internal.plan.PushLimits;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.plan.PushPlanner;
import dev.gitsync.model.PageId;
import dev.gitsync.push.PushValidator;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.report.PushResult.Refused;
import dev.gitsync.report.PushedPage;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one push, under the lease: catches up, checks, plans, applies, moves the refs. If a page moved on between planning
 * and applying, it begins again, {@value #MAX_ATTEMPTS} times at most.
 */
final class Ingester {
    private static final Logger LOG = LoggerFactory.getLogger(Ingester.class);
    private static final int MAX_ATTEMPTS = 5;

    private final PageStore store;
    private final PageFiles files;
    private final Puller puller;
    private final PushJournal journal;
    private final PushPlanner planner;
    private final PushValidator validator;
    private final GitSyncSettings settings;

    Ingester(EngineParts parts, Puller puller, PushJournal journal) {
        this.store = parts.store();
        this.files = parts.files();
        this.validator = parts.validator();
        this.settings = parts.settings();
        this.puller = puller;
        this.journal = journal;
        this.planner = new PushPlanner(files, PushLimits.of(settings));
    }

    PushResult ingest(PushRequest push, Fence fence) throws IOException {
        PushOptions options = PushOptions.read(push.proposal().options());
        if (options.mistake().isPresent()) {
            return refused(
                    Reason.INVALID,
                    "unknown push option",
                    List.of(options.mistake().get()));
        }
        Set<PageId> notInTrash = new HashSet<>();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            journal.recover(push.space(), push.repository(), fence);
            puller.pull(push.space(), push.repository(), fence);
            Optional<PushResult> result = attempt(push, fence, options, notInTrash);
            if (result.isPresent()) {
                return result.get();
            }
        }
        return refused(
                Reason.STALE,
                "the wiki is busy; try again",
                List.of("The pages of this push kept changing in the wiki. Run 'git pull' and push again."));
    }

    /** One attempt; empty when a page moved on meanwhile. */
    private Optional<PushResult> attempt(PushRequest push, Fence fence, PushOptions options, Set<PageId> notInTrash)
            throws IOException {
        SpaceRefs refs = SpaceRefs.read(push.repository());
        ObjectId pushed = push.proposal().newTip();
        Optional<PushResult> answer = checkTips(push, refs);
        if (answer.isPresent()) {
            return answer;
        }
        try (Workspace work =
                Workspace.at(push.repository(), refs, files, push.repository().newObjectInserter())) {
            PushPlan plan = planner.plan(proposal(push, work, notInTrash));
            Optional<PushResult> refusal = guard(push, plan, options);
            if (refusal.isPresent()) {
                return refusal;
            }
            if (plan.changes().isEmpty()) {
                journal.finishWithoutPages(work, fence, pushed, plan);
                return Optional.of(accepted(plan));
            }
            fence.check();
            PendingPush pending = journal.begin(work, pushed, plan);
            return apply(push, fence, plan, pending, notInTrash);
        } catch (ProposalException e) {
            return Optional.of(
                    invalid(e, "Nothing was changed. Correct this in a new commit, or amend it, and push again."));
        }
    }

    private Optional<PushResult> apply(
            PushRequest push, Fence fence, PushPlan plan, PendingPush pending, Set<PageId> notInTrash)
            throws IOException {
        ApplyContext context = new ApplyContext(push.pusher().user(), fence.token());
        ApplyResult result;
        try {
            result = store.apply(push.space(), plan.changes(), context);
        } catch (StoreException e) {
            return Optional.of(outcomeUnknown(push, fence, plan, e));
        }
        if (result instanceof ApplyResult.Applied applied) {
            journal.finish(push.repository(), fence, pending, applied);
            return Optional.of(accepted(plan));
        }
        journal.drop(push.repository());
        return result.match(
                applied -> Optional.empty(),
                stale -> {
                    plan.changes().stream()
                            .filter(PageChange.Restore.class::isInstance)
                            .map(PageChange::id)
                            .filter(stale.pages()::contains)
                            .forEach(notInTrash::add);
                    return Optional.empty();
                },
                refused -> Optional.of(
                        refused(Reason.REFUSED_BY_WIKI, "the wiki refused this push", List.of(refused.reason()))),
                fenced -> Optional.of(busy()),
                partial -> Optional.of(partlyWritten(plan, partial)));
    }

    private static PushResult partlyWritten(PushPlan plan, ApplyResult.Partial partial) {
        List<String> written = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (PushedPage page : plan.receipt()) {
            if (partial.versions().containsKey(page.page())) {
                written.add(page.path());
            } else if (partial.failures().containsKey(page.page())) {
                missing.add(page.path() + ": " + partial.failures().get(page.page()));
            }
        }
        List<String> details = new ArrayList<>();
        details.add("This wiki can't take a push as a whole. It has written:");
        details.addAll(ProposalException.shown(written));
        details.add("It has not written:");
        details.addAll(ProposalException.shown(missing));
        details.add("Run 'git pull', which brings what was written, and push the rest again.");
        return refused(Reason.PARTLY_WRITTEN, "the wiki has taken a part of this push only", details);
    }

    /** The store did not answer; what it did is in the feed, or it did nothing. */
    private PushResult outcomeUnknown(PushRequest push, Fence fence, PushPlan plan, StoreException failure)
            throws IOException {
        LOG.warn(
                "Space {}: the wiki did not say what became of push {}; asking its feed",
                push.space().id(),
                push.proposal().newTip().name(),
                failure);
        journal.recover(push.space(), push.repository(), fence);
        boolean isIn =
                SpaceRefs.read(push.repository()).main().equals(push.proposal().newTip());
        return isIn ? accepted(plan) : unavailable();
    }

    private Optional<PushResult> checkTips(PushRequest push, SpaceRefs refs) throws IOException {
        ObjectId pushed = push.proposal().newTip();
        if (pushed.equals(refs.main())) {
            return Optional.of(new PushResult.Accepted(List.of(), 0));
        }
        if (!push.proposal().oldTip().equals(refs.main())) {
            return Optional.of(stale());
        }
        try (RevWalk walk = new RevWalk(push.repository())) {
            boolean isNewer = refs.main().equals(ObjectId.zeroId())
                    || walk.isMergedInto(walk.parseCommit(refs.main()), walk.parseCommit(pushed));
            return isNewer
                    ? Optional.empty()
                    : Optional.of(refused(
                            Reason.NOT_ALLOWED,
                            "non-fast-forward",
                            List.of("The history of main is never rewritten. Run 'git pull' and push again.")));
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return Optional.of(refused(Reason.INVALID, "main must point to a commit that was pushed", List.of()));
        }
    }

    private Optional<PushResult> guard(PushRequest push, PushPlan plan, PushOptions options) {
        List<String> deleted = plan.receipt().stream()
                .filter(page -> page.action() == PushedPage.Action.DELETED)
                .map(PushedPage::path)
                .toList();
        int allowed = options.allowedDeletes().orElse(settings.maxDeletesPerPush());
        if (deleted.size() > allowed) {
            List<String> details = new ArrayList<>();
            details.add("This push would delete " + deleted.size() + " pages; up to " + allowed + " are let through.");
            details.addAll(ProposalException.shown(deleted));
            details.add("If that is what you want: git push -o " + PushOptions.ALLOW_DELETES + "=" + deleted.size());
            return Optional.of(refused(Reason.TOO_MANY_DELETES, "too many pages would be deleted", details));
        }
        return validator
                .refusal(push.space(), push.pusher(), plan.changes())
                .map(reason -> refused(Reason.REFUSED_BY_WIKI, "the wiki refused this push", List.of(reason)));
    }

    private PushPlanner.Proposal proposal(PushRequest push, Workspace work, Set<PageId> notInTrash) throws IOException {
        ObjectId pushed = push.proposal().newTip();
        try (RevWalk walk = new RevWalk(work.reader())) {
            return new PushPlanner.Proposal(
                    work.reader(),
                    work.mainTree(),
                    walk.parseCommit(pushed).getTree(),
                    work.index(),
                    PushHistory.read(work.reader(), work.refs().main(), pushed, PushLimits.DEFAULT_MAX_DEPTH),
                    () -> store.newPageId(push.space()),
                    notInTrash);
        }
    }

    private static PushResult accepted(PushPlan plan) {
        return new PushResult.Accepted(plan.receipt(), plan.otherFiles());
    }

    static PushResult stale() {
        return refused(
                Reason.STALE,
                "fetch first",
                List.of("The wiki has changed since your last fetch. Run 'git pull' and push again."));
    }

    static PushResult busy() {
        return refused(
                Reason.BUSY,
                "the space is busy; try again",
                List.of(
                        "Somebody else is writing to this space right now. Nothing was changed; push again in a moment."));
    }

    static PushResult unavailable() {
        return refused(
                Reason.UNAVAILABLE,
                "the wiki can't be reached; try again later",
                List.of("The push could not be brought to an end. If the wiki has taken it after all,"
                        + " the next 'git fetch' shows it; otherwise push again."));
    }

    static PushResult invalid(ProposalException problems, String advice) {
        List<String> details = new ArrayList<>(problems.shownProblems());
        details.add(advice);
        return refused(Reason.INVALID, "the push holds what this wiki can't take", details);
    }

    static Refused refused(Reason reason, String summary, List<String> details) {
        return new Refused(reason, summary, details);
    }
}
