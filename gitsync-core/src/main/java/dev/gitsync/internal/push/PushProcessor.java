package dev.gitsync.internal.push;

import dev.gitsync.internal.commit.AttemptResult;
import dev.gitsync.internal.commit.CommitAttempt;
import dev.gitsync.internal.commit.CommitOutcome;
import dev.gitsync.internal.commit.CommitPipeline;
import dev.gitsync.internal.commit.PushCommitter;
import dev.gitsync.internal.commit.PushMerger;
import dev.gitsync.internal.commit.PushStages;
import dev.gitsync.internal.commit.PushTarget;
import dev.gitsync.internal.cycle.Cycle;
import dev.gitsync.internal.guard.AllowedDeletes;
import dev.gitsync.internal.index.IndexHead;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.state.ConcurrentUpdateException;
import dev.gitsync.internal.state.ConflictRetry;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.Fence;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.PageId;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.push.PushValidator;
import dev.gitsync.report.PushResult;
import dev.gitsync.settings.DeletePolicy;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.GitSyncSettings.Acceptance;
import dev.gitsync.settings.MergePolicy.MovedTip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Processes one push under the lease: catches up, checks, merges, plans, applies, moves the refs. If a page changed between
 * planning and applying, it starts again, up to {@value #MAX_ATTEMPTS} attempts.
 */
public final class PushProcessor {
    private static final int MAX_ATTEMPTS = 5;

    private final Cycle cycles;
    private final CommitPipeline pipeline;
    private final PushCommitter committer;
    private final PushValidator validator;
    private final GitSyncSettings settings;
    private final PushAuthorization authorization;
    private final PushedLabels labels;

    /** Creates a processor that runs a whole cycle before each push, and commits through {@code pipeline}. */
    public PushProcessor(EngineParts parts, Cycle cycles, CommitPipeline pipeline) {
        this.validator = parts.validator();
        this.settings = parts.settings();
        this.authorization = new PushAuthorization(parts.spaces());
        this.labels = new PushedLabels(parts.labels());
        this.cycles = cycles;
        this.pipeline = pipeline;
        this.committer = pipeline.committer();
    }

    /** Applies a push under the lease of {@code fence}, or returns why it is refused. */
    public PushResult ingest(PushRequest push, Fence fence) throws IOException {
        PushOptions options = PushOptions.read(push.proposal().options());
        if (options.mistake().isPresent()) {
            return PushRefusals.unknownOption(options.mistake().get());
        }
        fence.budget().requireClient();
        CycleContext cycle = new CycleContext(push.space(), push.repository(), fence, push.received());
        Set<PageId> notInTrash = new HashSet<>();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            try {
                AttemptResult<PushResult> result = attempt(new Asked(push, options, cycle), notInTrash);
                if (result instanceof AttemptResult.Final<PushResult> last) {
                    return authorization.answer(push, last.outcome());
                }
                notInTrash.addAll(((AttemptResult.Overtaken<PushResult>) result).notInTrash());
            } catch (ConcurrentUpdateException e) {
                ConflictRetry.log(push.space(), attempt, e);
            }
        }
        return PushRefusals.keepsChanging();
    }

    /** The data that every step of a push needs. */
    private record Asked(PushRequest push, PushOptions options, CycleContext cycle) {
        ObjectId newest() {
            return push.proposal().newTip();
        }

        PushStages.Origin origin() {
            return new PushStages.Origin(push.space(), push.pusher().user(), PushInterceptor.Context.Cause.PUSH);
        }
    }

    private AttemptResult<PushResult> attempt(Asked asked, Set<PageId> notInTrash) throws IOException {
        SpaceRefs refs = cycles.run(asked.cycle()).refs();
        Optional<PushResult> answer = PushTips.answer(asked.push(), refs, whenMoved(asked.push()));
        if (answer.isPresent()) {
            return new AttemptResult.Final<>(answer.get());
        }
        try (CommitAttempt attempt = pipeline.attempt(asked.cycle(), refs, notInTrash)) {
            Draft draft = pipeline.stages().plan(asked.origin(), () -> draft(asked, attempt));
            return draft instanceof Draft.Ready ready
                    ? take(asked, attempt, ready)
                    : new AttemptResult.Final<>(((Draft.Final) draft).answer());
        }
    }

    private MovedTip whenMoved(PushRequest push) {
        return push.isMirrored() ? MovedTip.MERGE : settings.merge().movedTip();
    }

    /** A push that is planned and checked. */
    private sealed interface Draft {
        /** The push passed all checks. */
        record Ready(PushTarget.Planned planned, PushedLinks links) implements Draft {}

        /** The push ends here, and nothing has changed. */
        record Final(PushResult answer) implements Draft {}
    }

    private Draft draft(Asked asked, CommitAttempt attempt) throws IOException {
        try {
            return checked(asked, attempt);
        } catch (ProposalException e) {
            return new Draft.Final(PushRefusals.invalid(e, asked.options()));
        } catch (PushMerger.MergeConflictException e) {
            return new Draft.Final(PushRefusals.conflict(e.paths(), asked.options()));
        }
    }

    private Draft checked(Asked asked, CommitAttempt attempt)
            throws IOException, ProposalException, PushMerger.MergeConflictException {
        PushTarget target = target(asked, attempt.work());
        AllowedDeletes allowed = allowedDeletes(asked, attempt);
        PushTarget.Planned planned = attempt.plan(asked.newest(), target);
        if (!planned.plan().isWithin(allowed) && settings.deletes().mode() == DeletePolicy.Mode.SKIP) {
            planned = attempt.keepingPages(asked.newest(), planned).orElse(planned);
        }
        Optional<PushResult.Refused> refusal = refusal(asked, planned.plan(), allowed);
        if (refusal.isPresent() && !asked.options().isDryRun()) {
            return new Draft.Final(refusal.get());
        }
        PushedLinks links = PushedLinks.of(attempt.work(), planned, asked.options());
        Optional<PushResult.Refused> broken = refusal(asked, links);
        refusal = refusal.or(() -> broken);
        planned = broken.isPresent() ? planned : links.noted(planned);
        planned = planned.noted(labels.notes(asked.push().space(), planned.plan(), asked.options()));
        if (asked.options().isDryRun()) {
            return new Draft.Final(authorization.refusal(asked.push()).orElse(shown(planned, refusal)));
        }
        return refusal.isPresent() ? new Draft.Final(refusal.get()) : new Draft.Ready(planned, links);
    }

    private PushTarget target(Asked asked, Workspace work) throws IOException, PushMerger.MergeConflictException {
        ObjectId seen = asked.push().proposal().oldTip();
        return PushMerger.isPlain(work, seen)
                ? PushMerger.plain(work, asked.newest())
                : pipeline.stages()
                        .merge(
                                asked.origin(),
                                () -> PushMerger.merge(work, seen, asked.newest()),
                                PushMerger.Outcome::isConflict)
                        .target();
    }

    private static AllowedDeletes allowedDeletes(Asked asked, CommitAttempt attempt) {
        OptionalInt wished = asked.options().allowedDeletes();
        return asked.push().pusher().mayOverrideGuard() && wished.isPresent()
                ? new AllowedDeletes(wished.getAsInt(), wished.getAsInt())
                : attempt.allowedDeletes();
    }

    private Optional<PushResult.Refused> refusal(Asked asked, PushPlan plan, AllowedDeletes allowed) {
        PushRequest push = asked.push();
        if (!plan.isWithin(allowed)) {
            boolean mayOverride = push.pusher().mayOverrideGuard();
            return Optional.of(PushRefusals.tooManyDeletes(
                    new PushRefusals.Deletes(
                            plan.deletedPages(), plan.deletedAttachments(), plan.notes(), allowed, mayOverride),
                    asked.options()));
        }
        return validator
                .refusal(push.space(), push.pusher(), plan.changes())
                .map(reason -> PushRefusals.refusedByWiki(reason, plan));
    }

    private Optional<PushResult.Refused> refusal(Asked asked, PushedLinks links) {
        return settings.push().refuseBrokenLinks() && !asked.push().isMirrored()
                ? links.refusal(asked.options())
                : Optional.empty();
    }

    /** Returns the whole plan, also of a push that would be refused. */
    private static PushResult shown(PushTarget.Planned planned, Optional<PushResult.Refused> refusal) {
        List<String> notes = new ArrayList<>(planned.target().notes());
        notes.addAll(planned.plan().notes());
        refusal.ifPresent(why -> {
            notes.add("This push would be refused: " + why.summary());
            notes.addAll(why.details());
        });
        PushPlan plan = planned.plan();
        return new PushResult.Planned(plan.receipt(), plan.attachments().receipt(), plan.otherFiles(), notes);
    }

    private AttemptResult<PushResult> take(Asked asked, CommitAttempt attempt, Draft.Ready draft) throws IOException {
        PushTarget.Planned planned = draft.planned();
        Optional<PushResult> ended = authorization.refusal(asked.push());
        if (ended.isPresent()) {
            return new AttemptResult.Final<>(ended.get());
        }
        asked.cycle().budget().requireClient();
        if (settings.acceptance() == Acceptance.DURABLE
                && !planned.plan().changes().isEmpty()) {
            accept(
                    asked.cycle().fence(),
                    attempt.work(),
                    planned.target().commit(),
                    asked.origin().user());
            return new AttemptResult.Final<>(accepted(planned, true));
        }
        draft.links().adopt(attempt.work());
        CommitOutcome outcome = committer.commit(attempt.order(planned, asked.origin()));
        if (outcome instanceof CommitOutcome.Overtaken overtaken) {
            return new AttemptResult.Overtaken<>(overtaken.notInTrash());
        }
        return new AttemptResult.Final<>(answer(outcome, planned));
    }

    /** Makes the commits durable; the next cycle writes the pages. */
    private static void accept(Fence fence, Workspace work, ObjectId commit, String user) throws IOException {
        fence.check();
        work.index().head().accepted(new IndexHead.AcceptedPush(commit.name(), user));
        fence.stamp(work.index());
        work.saveMain(commit);
    }

    private static PushResult answer(CommitOutcome outcome, PushTarget.Planned planned) {
        if (outcome instanceof CommitOutcome.Committed) {
            return accepted(planned, false);
        } else if (outcome instanceof CommitOutcome.RefusedByWiki refused) {
            return PushRefusals.refusedByWiki(refused.reason(), planned.plan());
        } else if (outcome instanceof CommitOutcome.PartlyWritten partly) {
            return PushRefusals.partlyWritten(planned.plan(), partly.written());
        }
        return PushRefusals.unavailable();
    }

    private static PushResult accepted(PushTarget.Planned planned, boolean isPending) {
        PushPlan plan = planned.plan();
        List<String> notes = new ArrayList<>(planned.target().notes());
        notes.addAll(planned.plan().notes());
        if (isPending) {
            notes.add("Your commits are safe; the pages will be in the wiki in a moment.");
        }
        return new PushResult.Accepted(
                plan.receipt(), plan.attachments().receipt(), plan.otherFiles(), isPending, notes);
    }
}
