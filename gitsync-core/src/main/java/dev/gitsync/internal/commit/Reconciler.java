package dev.gitsync.internal.commit;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.guard.AllowedDeletes;
import dev.gitsync.internal.index.IndexHead;
import dev.gitsync.internal.lfs.PointerCheck;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.receive.IncompleteHistoryException;
import dev.gitsync.internal.receive.PushedObjects;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.report.SyncReport.Reconciliation;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.MergePolicy.ConflictPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the wiki and {@code main} when {@code main} was moved without a push, or when the pages of an accepted push are
 * still to be written. There is no client to report a conflict to, so:
 *
 * <ol>
 *   <li>A {@code main} that is gone, that is an ancestor of the wiki's commit, or that can't be cloned is reset to the
 *       wiki's commit.
 *   <li>Otherwise both are merged, and {@link ConflictPolicy} resolves conflicts.
 *   <li>What the wiki can't accept — a file that can't be a page, a rule of its own, more deletions than the guard
 *       allows — stays in the history of {@code main} but not in its tree.
 * </ol>
 *
 * So reconciliation always ends, and no text is lost.
 */
public final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final MovedMainMerger merger;
    private final CommitPipeline pipeline;
    private final GitSyncSettings settings;

    public Reconciler(EngineParts parts, CommitPipeline pipeline) {
        this.pipeline = pipeline;
        this.settings = parts.settings();
        this.merger = new MovedMainMerger(parts.files(), settings.merge().conflicts());
    }

    /** Returns whether {@code main} and the wiki's commit differ. */
    public static boolean isNeeded(SpaceRefs refs) {
        return !refs.main().equals(refs.wiki());
    }

    /**
     * Tries to merge both; the wiki's ref must be at the end of the feed. Afterwards wiki and {@code main} are equal again, and
     * {@code main} may contain less than was found in it.
     */
    public AttemptResult<Reconciliation> reconcile(CycleContext cycle, Set<PageId> notInTrash) throws IOException {
        SpaceRefs refs = SpaceRefs.read(cycle.repository());
        LOG.warn(
                "Space {}: main is at {}, the wiki at {}; merging them",
                cycle.space().id(),
                refs.main().name(),
                refs.wiki().name());
        try {
            if (MovedMainMerger.isInPastOfWiki(cycle.repository(), refs)) {
                return backToWiki(cycle, refs, List.of());
            }
            try (CommitAttempt attempt = pipeline.attempt(cycle, refs, notInTrash)) {
                Workspace work = attempt.work();
                if (acceptedUser(work).isEmpty()) {
                    PushedObjects.check(
                            new PushedObjects.Input(work.reader(), cycle.received(), PointerCheck.none()),
                            ProposalLimits.ofForm(),
                            cycle.budget(),
                            refs.wiki(),
                            refs.main());
                }
                return merge(cycle, attempt, notInTrash);
            }
        } catch (ProposalException e) {
            LOG.warn(
                    "Space {}: clients would reject the objects that main points to",
                    cycle.space().id());
            return backToWiki(cycle, refs, e.shownProblems());
        } catch (IncompleteHistoryException
                | MissingObjectException
                | IncorrectObjectTypeException
                | CorruptObjectException e) {
            // A main whose objects are missing is of no use and would break every clone.
            LOG.warn(
                    "Space {}: the objects that main points to are damaged",
                    cycle.space().id(),
                    e);
            return backToWiki(
                    cycle,
                    SpaceRefs.read(cycle.repository()),
                    List.of("The objects that main pointed to are damaged: " + e.getMessage()));
        }
    }

    private static AttemptResult<Reconciliation> backToWiki(CycleContext cycle, SpaceRefs refs, List<String> setAside)
            throws IOException {
        cycle.fence().check();
        refs.move(cycle.repository(), new SpaceRefs(refs.wiki(), refs.wiki(), refs.state(), refs.pending()));
        return reconciled(refs, new Draft(wikiOnly(refs.wiki()), List.of(), setAside));
    }

    /**
     * A plan that is about to be committed.
     *
     * @param conflicts the paths that both sides changed
     * @param setAside the parts of git's side that are left out, each with the reason
     */
    private record Draft(PushTarget.Planned planned, List<String> conflicts, List<String> setAside) {
        /** Returns this draft with {@code other} as its plan and further reasons. */
        Draft instead(PushTarget.Planned other, List<String> reasons) {
            List<String> all = new ArrayList<>(setAside);
            all.addAll(reasons);
            return new Draft(other, conflicts, all);
        }
    }

    private AttemptResult<Reconciliation> merge(CycleContext cycle, CommitAttempt attempt, Set<PageId> notInTrash)
            throws IOException {
        SpaceRefs refs = attempt.work().refs();
        PushStages.Origin origin = origin(cycle.space(), attempt.work());
        Draft draft = pipeline.stages().plan(origin, () -> draft(attempt, refs, origin));
        CommitOutcome outcome = pipeline.committer().commit(attempt.order(draft.planned(), origin));
        if (outcome instanceof CommitOutcome.Committed) {
            return reconciled(refs, draft);
        } else if (outcome instanceof CommitOutcome.RefusedByWiki refused) {
            try (CommitAttempt again = pipeline.attempt(cycle, SpaceRefs.read(cycle.repository()), notInTrash)) {
                Draft asItIs = draft.instead(wikiOnly(again.work(), refs), List.of(refused.reason()));
                pipeline.committer().commit(again.order(asItIs.planned(), origin));
                return reconciled(refs, asItIs);
            }
        } else if (outcome instanceof CommitOutcome.PartlyWritten partly) {
            throw new StoreException("The wiki could write a part of the plan only: "
                    + partly.written().versions().size() + " pages and attachments are in, "
                    + partly.written().failures().size() + " are not");
        }
        Set<PageId> known = new HashSet<>(notInTrash);
        if (outcome instanceof CommitOutcome.Overtaken overtaken) {
            known.addAll(overtaken.notInTrash());
        }
        return new AttemptResult.Overtaken<>(known);
    }

    private Draft draft(CommitAttempt attempt, SpaceRefs refs, PushStages.Origin origin) throws IOException {
        boolean isGuarded = origin.cause() == PushInterceptor.Context.Cause.MOVED_MAIN;
        MovedMainMerger.Merged merged = pipeline.stages()
                .merge(
                        origin,
                        () -> merger.merge(attempt.work(), refs),
                        result -> !result.conflicts().isEmpty());
        try {
            Draft draft = new Draft(attempt.plan(refs.main(), merged.target()), merged.conflicts(), List.of());
            return isGuarded ? guarded(attempt, draft) : draft;
        } catch (ProposalException e) {
            return new Draft(wikiOnly(attempt.work(), refs), merged.conflicts(), e.shownProblems());
        }
    }

    private PushStages.Origin origin(Space space, Workspace work) {
        return acceptedUser(work)
                .map(user -> new PushStages.Origin(space, user, PushInterceptor.Context.Cause.ACCEPTED_PUSH))
                .orElseGet(() ->
                        new PushStages.Origin(space, settings.serviceUser(), PushInterceptor.Context.Cause.MOVED_MAIN));
    }

    /** Returns the user who pushed the commit of {@code main}, if that push was checked and accepted. */
    private static Optional<String> acceptedUser(Workspace work) {
        IndexHead.AcceptedPush accepted = work.index().head().accepted();
        return accepted != null && accepted.commit().equals(work.refs().main().name())
                ? Optional.of(accepted.user())
                : Optional.empty();
    }

    private static Draft guarded(CommitAttempt attempt, Draft draft) throws IOException, ProposalException {
        AllowedDeletes allowed = attempt.allowedDeletes();
        PushTarget.Planned planned = draft.planned();
        if (planned.plan().isWithin(allowed)) {
            return draft;
        }
        Optional<PushTarget.Planned> kept =
                attempt.keepingPages(attempt.work().refs().main(), planned);
        if (kept.isPresent() && kept.get().plan().isWithin(allowed)) {
            return draft.instead(kept.get(), List.of(keptAll(planned.plan(), allowed)));
        }
        throw new ProposalException(List.of("More than " + allowed.pages() + " pages or " + allowed.attachments()
                + " attachments would be deleted, and others stand in their places"));
    }

    private static String keptAll(PushPlan plan, AllowedDeletes allowed) {
        boolean arePages = plan.deletedPages().size() > allowed.pages();
        return arePages
                ? plan.deletedPages().size() + " pages would have been deleted; up to " + allowed.pages()
                        + " are allowed, so all were kept"
                : plan.deletedAttachments().size() + " attachments would have been deleted; up to "
                        + allowed.attachments() + " are allowed, so all were kept";
    }

    /** Returns the wiki's tree unchanged, with the found commit as a parent. */
    private static PushTarget.Planned wikiOnly(Workspace work, SpaceRefs found) throws IOException {
        List<ObjectId> parents = new ArrayList<>();
        if (!work.tip().equals(ObjectId.zeroId())) {
            parents.add(work.tip());
        }
        parents.add(found.main());
        ObjectId tree = work.tree().write(work.inserter());
        ObjectId commit = work.insertCommit(tree, parents, MovedMainMerger.MESSAGE + ", and keep the wiki as it is");
        return new PushTarget.Planned(new PushTarget(commit, tree, List.of()), PushPlan.none());
    }

    private static PushTarget.Planned wikiOnly(ObjectId wiki) {
        return new PushTarget.Planned(new PushTarget(wiki, ObjectId.zeroId(), List.of()), PushPlan.none());
    }

    private static AttemptResult<Reconciliation> reconciled(SpaceRefs found, Draft draft) {
        String was = found.main().equals(ObjectId.zeroId())
                ? "nothing"
                : found.main().name();
        return new AttemptResult.Final<>(new Reconciliation(
                was,
                draft.planned().target().commit().name(),
                draft.planned().plan().receipt(),
                draft.planned().plan().attachments().receipt(),
                draft.conflicts(),
                draft.setAside()));
    }
}
