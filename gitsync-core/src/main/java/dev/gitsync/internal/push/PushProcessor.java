package dev.gitsync.internal.push;

import dev.gitsync.error.LeaseLostException;
import dev.gitsync.internal.commit.PushCommitter;
import dev.gitsync.internal.commit.PushMerger;
import dev.gitsync.internal.commit.PushPlanning;
import dev.gitsync.internal.commit.PushTarget;
import dev.gitsync.internal.cycle.Cycle;
import dev.gitsync.internal.guard.DeleteGuard;
import dev.gitsync.internal.index.IndexHead;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.Fence;
import dev.gitsync.internal.state.LostRaceException;
import dev.gitsync.internal.state.LostRaces;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.PageId;
import dev.gitsync.push.PushValidator;
import dev.gitsync.report.PushResult;
import dev.gitsync.settings.Acceptance;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.GuardMode;
import dev.gitsync.store.ApplyResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Takes one push, under the lease: catches up, checks, merges, plans, applies, moves the refs. If a page moved on between
 * planning and applying, it begins again, {@value #MAX_ATTEMPTS} times at most.
 */
public final class PushProcessor {
    private static final int MAX_ATTEMPTS = 5;

    private final Cycle cycle;
    private final PushCommitter committer;
    private final PushPlanning planning;
    private final PushValidator validator;
    private final GitSyncSettings settings;
    private final DeleteGuard guard;
    private final PushAuthorization authorization;

    public PushProcessor(EngineParts parts, Cycle cycle, PushCommitter committer, PushPlanning planning) {
        this.committer = committer;
        this.validator = parts.validator();
        this.settings = parts.settings();
        this.guard = DeleteGuard.of(settings);
        this.authorization = new PushAuthorization(parts.spaces());
        this.cycle = cycle;
        this.planning = planning;
    }

    public PushResult ingest(PushRequest push, Fence fence) throws IOException {
        PushOptions options = PushOptions.read(push.proposal().options());
        if (options.mistake().isPresent()) {
            return PushAnswers.unknownOption(options.mistake().get());
        }
        fence.budget().requireClient();
        Set<PageId> notInTrash = new HashSet<>();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            try {
                SpaceRefs refs =
                        cycle.run(push.space(), push.repository(), fence).refs();
                Optional<PushResult> result = attempt(push, refs, fence, options, notInTrash);
                if (result.isPresent()) {
                    return authorization.answer(push, result.get());
                }
            } catch (LostRaceException e) {
                LostRaces.log(push.space(), attempt, e);
            }
        }
        return PushAnswers.restless();
    }

    /** One attempt; empty when a page moved on meanwhile. */
    private Optional<PushResult> attempt(
            PushRequest push, SpaceRefs refs, Fence fence, PushOptions options, Set<PageId> notInTrash)
            throws IOException {
        Optional<PushResult> answer = PushTips.answer(push, refs, settings.movedTip());
        if (answer.isPresent()) {
            return answer;
        }
        try (Workspace work = planning.workspace(push.repository(), refs, fence.budget())) {
            PushTarget target = target(push, work);
            PushTarget.Planned planned =
                    planning.plan(push.space(), work, push.proposal().newTip(), target, notInTrash);
            int allowed = allowed(push, options, work);
            if (planned.plan().deletedPages().size() > allowed && settings.guardMode() == GuardMode.SKIP) {
                Optional<PushTarget> kept = PushMerger.withoutDeletes(work, target, planned.plan());
                if (kept.isPresent()) {
                    planned = planning.plan(push.space(), work, push.proposal().newTip(), kept.get(), notInTrash);
                }
            }
            Optional<PushResult.Refused> refusal = refusal(push, planned.plan(), allowed, options);
            if (options.isDryRun()) {
                return Optional.of(authorization.refusal(push).orElse(shown(planned, refusal)));
            }
            return refusal.isPresent() ? Optional.of(refusal.get()) : take(push, fence, work, planned, notInTrash);
        } catch (ProposalException e) {
            return Optional.of(PushAnswers.invalid(
                    e, "Nothing was changed. Correct this in a new commit, or amend it, and push again.", options));
        } catch (PushMerger.MergeConflictException e) {
            return Optional.of(PushAnswers.conflict(e.paths(), options));
        }
    }

    private static PushTarget target(PushRequest push, Workspace work)
            throws IOException, PushMerger.MergeConflictException {
        ObjectId pushed = push.proposal().newTip();
        ObjectId base = PushTips.base(push, work.refs().main());
        return base.equals(work.refs().main()) ? PushMerger.plain(work, pushed) : PushMerger.merged(work, base, pushed);
    }

    private Optional<PushResult.Refused> refusal(PushRequest push, PushPlan plan, int allowed, PushOptions options) {
        List<String> deleted = plan.deletedPages();
        if (deleted.size() > allowed) {
            boolean mayOverride = push.pusher().mayOverrideGuard();
            return Optional.of(PushAnswers.tooManyDeletes(
                    new PushAnswers.Deletes(deleted, plan.notes(), allowed, mayOverride), options));
        }
        return validator.refusal(push.space(), push.pusher(), plan.changes()).map(PushAnswers::refusedByWiki);
    }

    /** The whole plan, also of a push that would be refused. */
    private static PushResult shown(PushTarget.Planned planned, Optional<PushResult.Refused> refusal) {
        List<String> notes = new ArrayList<>(planned.target().notes());
        notes.addAll(planned.plan().notes());
        refusal.ifPresent(why -> {
            notes.add("This push would be refused: " + why.summary());
            notes.addAll(why.details());
        });
        return new PushResult.Planned(planned.plan().receipt(), planned.plan().otherFiles(), notes);
    }

    private Optional<PushResult> take(
            PushRequest push, Fence fence, Workspace work, PushTarget.Planned planned, Set<PageId> notInTrash)
            throws IOException {
        Optional<PushResult> ended = authorization.refusal(push);
        if (ended.isPresent()) {
            return ended;
        }
        fence.budget().requireClient();
        PushPlan plan = planned.plan();
        ObjectId commit = planned.target().commit();
        if (plan.changes().isEmpty()) {
            committer.commitWithoutPages(work, fence, commit, plan);
            return Optional.of(accepted(planned, false));
        }
        fence.check();
        if (settings.acceptance() == Acceptance.DURABLE) {
            work.index()
                    .head()
                    .accepted(new IndexHead.AcceptedPush(
                            commit.name(), push.pusher().user()));
            fence.stamp(work.index());
            work.saveMain(commit);
            return Optional.of(accepted(planned, true));
        }
        PushCommitter.Outcome outcome = committer.commit(new PushCommitter.Order(
                push.space(),
                push.repository(),
                fence,
                work,
                commit,
                plan,
                push.pusher().user()));
        if (outcome instanceof PushCommitter.Outcome.NotWritten not) {
            return notWritten(push, plan, not.why(), notInTrash);
        }
        boolean isIn = outcome instanceof PushCommitter.Outcome.Written;
        return Optional.of(isIn ? accepted(planned, false) : PushAnswers.unavailable());
    }

    private static Optional<PushResult> notWritten(
            PushRequest push, PushPlan plan, ApplyResult why, Set<PageId> notInTrash) {
        return why.match(
                applied -> Optional.empty(),
                stale -> {
                    notInTrash.addAll(plan.restored(stale.pages()));
                    return Optional.empty();
                },
                refused -> Optional.of(PushAnswers.refusedByWiki(refused.reason())),
                fenced -> {
                    throw new LeaseLostException(
                            "Space " + push.space().id() + " was written under lease " + fenced.newestToken());
                },
                partial -> Optional.of(PushAnswers.partlyWritten(plan, partial)));
    }

    private int allowed(PushRequest push, PushOptions options, Workspace work) {
        return push.pusher().mayOverrideGuard() && options.allowedDeletes().isPresent()
                ? options.allowedDeletes().getAsInt()
                : guard.allowed(work.index().head().pagesWithText());
    }

    private static PushResult accepted(PushTarget.Planned planned, boolean isPending) {
        PushPlan plan = planned.plan();
        List<String> notes = new ArrayList<>(planned.target().notes());
        notes.addAll(planned.plan().notes());
        if (isPending) {
            notes.add("Your commits are safe; the pages will be in the wiki in a moment.");
        }
        return new PushResult.Accepted(plan.receipt(), plan.otherFiles(), isPending, notes);
    }
}
