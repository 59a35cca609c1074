package dev.gitsync.internal.commit;

import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.internal.guard.AllowedDeletes;
import dev.gitsync.internal.history.PushHistory;
import dev.gitsync.internal.history.PushedRange;
import dev.gitsync.internal.identity.PushedCommits;
import dev.gitsync.internal.idlinks.LinkPlanner;
import dev.gitsync.internal.idlinks.WikiTexts;
import dev.gitsync.internal.index.IndexHead;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.internal.lfs.MissingObjects;
import dev.gitsync.internal.lfs.PointerCheck;
import dev.gitsync.internal.plan.PlanRequest;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.plan.PushPlanner;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.FileHistory;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * A single attempt to commit a change to the wiki, based on one state of the wiki and the refs:
 *
 * <ol>
 *   <li>{@link #plan} decides how each page must change.
 *   <li>{@link #allowedDeletes} and {@link #keepingPages} check the plan against the delete limit and remove its
 *       deletions.
 *   <li>{@link #order} builds the order that {@link PushCommitter} applies.
 * </ol>
 *
 * <p>The caller takes the first two steps within {@link PushStages#plan}. If a page changes in the meantime, the
 * committer returns {@link CommitOutcome.Overtaken}, and the caller makes another attempt. Not safe for use by several
 * threads.
 */
public final class CommitAttempt implements AutoCloseable {
    private final CommitParts parts;
    private final CycleContext cycle;
    private final Workspace work;
    private final Set<PageId> notInTrash;

    CommitAttempt(CommitParts parts, CycleContext cycle, Workspace work, Set<PageId> notInTrash) {
        this.parts = parts;
        this.cycle = cycle;
        this.work = work;
        this.notInTrash = notInTrash;
    }

    /** Returns the trees, index and refs of this attempt. */
    public Workspace work() {
        return work;
    }

    /**
     * Plans the changes that turn the wiki into {@code target}.
     *
     * @param newest the newest commit that a user made; changes that no other commit made are attributed to it
     * @throws ProposalException when the target contains something that the wiki can't accept
     */
    public PushTarget.Planned plan(ObjectId newest, PushTarget target) throws IOException, ProposalException {
        PlanRequest request = new PlanRequest(
                work.reader(),
                work.wikiTree(),
                target.tree(),
                work.index(),
                new PushHistory(work.reader(), new PushedRange(work.tip(), newest, target.commit()), work.budget()),
                () -> parts.store().newPageId(cycle.space()),
                notInTrash,
                work.budget(),
                PushCommitReader.read(work.reader(), work.tip(), target.commit(), work.budget()),
                new FileHistory(work),
                cycle.received());
        return planned(target, request, planner -> planner.plan(request));
    }

    /**
     * Plans the changes that make files the pages that they are by the names of folder pages in force. The plan is committed at the newest
     * commit, and is the engine's own.
     *
     * @throws ProposalException when names would collide
     */
    public PushTarget.Planned reassign(Collection<String> files) throws IOException, ProposalException {
        Provenance by = byEngine("Use other names of folder pages");
        PlanRequest request = new PlanRequest(
                work.reader(),
                work.wikiTree(),
                work.wikiTree(),
                work.index(),
                subjects -> subjects.stream().collect(Collectors.toMap(subject -> subject, subject -> by)),
                () -> parts.store().newPageId(cycle.space()),
                notInTrash,
                work.budget(),
                PushedCommits.none(),
                new FileHistory(work),
                cycle.received());
        PushTarget target = new PushTarget(work.tip(), work.wikiTree(), List.of());
        return planned(target, request, planner -> planner.reassign(request, files));
    }

    /** Makes a plan of the texts of files. */
    private interface Planning {
        PushPlan by(PushPlanner planner) throws IOException, ProposalException;
    }

    /** Makes a plan of the texts that the wiki stores, whose objects of Git LFS the wiki has. */
    private PushTarget.Planned planned(PushTarget target, PlanRequest request, Planning planning)
            throws IOException, ProposalException {
        PushPlan plan = withLinks(request, planning.by(parts.planner().withFiles(work.files())));
        checkObjects(plan);
        return new PushTarget.Planned(target, plan);
    }

    /** Returns the provenance of a change of the engine's own that belongs to the newest commit; the same on every machine. */
    private Provenance byEngine(String message) throws IOException {
        try (RevWalk walk = new RevWalk(work.reader())) {
            Instant time = walk.parseCommit(work.tip()).getCommitterIdent().getWhenAsInstant();
            String tip = work.tip().name();
            return new Provenance(Workspace.ENGINE, time, message, new Provenance.GitOrigin(tip, tip));
        }
    }

    private PushPlan withLinks(PlanRequest request, PushPlan plan) throws IOException, ProposalException {
        Optional<LinkCodec> codec = work.files().links().codec();
        if (codec.isEmpty()) {
            return plan;
        }
        WikiTexts texts = new WikiTexts(parts.store(), cycle.space());
        SpaceIndex copy = SpaceIndex.read(
                work.reader(), work.files().naming(), work.treeOf(work.refs().state()));
        return LinkPlanner.complete(new LinkPlanner.Means(codec.get(), texts, work.files(), copy), request, plan);
    }

    /** Looks up the objects that {@code PushObjectCheck} has not seen: main has moved, or other attributes make pointers of files. */
    private void checkObjects(PushPlan plan) throws ProposalException {
        PointerCheck missing =
                MissingObjects.of(parts.store(), cycle.space(), cycle.received().objects());
        for (Map.Entry<String, LfsPointer> pointer :
                plan.attachments().pointers().entrySet()) {
            missing.add(pointer.getKey(), pointer.getValue(), "");
        }
        missing.throwIfAny();
    }

    /** Returns how much a plan may delete. */
    public AllowedDeletes allowedDeletes() {
        IndexHead head = work.index().head();
        return new AllowedDeletes(
                parts.guard().allowed(head.pagesWithText()), parts.guard().allowed(head.attachments()));
    }

    /** Returns the plan with every page and attachment kept that {@code planned} would delete; empty if something else has taken their place. */
    public Optional<PushTarget.Planned> keepingPages(ObjectId newest, PushTarget.Planned planned)
            throws IOException, ProposalException {
        Optional<PushTarget> kept = PushMerger.withoutDeletes(work, planned.target(), planned.plan());
        return kept.isPresent() ? Optional.of(plan(newest, kept.get())) : Optional.empty();
    }

    /** Returns the order that applies the plan on behalf of {@code origin} and moves {@code main} to its commit. */
    public PushCommitter.Order order(PushTarget.Planned planned, PushStages.Origin origin) {
        return new PushCommitter.Order(cycle, work, planned.target().commit(), planned.plan(), origin);
    }

    @Override
    public void close() {
        work.close();
    }
}
