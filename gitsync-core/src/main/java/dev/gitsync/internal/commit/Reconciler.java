package dev.gitsync.internal.commit;

import dev.gitsync.error.LeaseLostException;
import dev.gitsync.error.StoreException;
import dev.gitsync.internal.guard.DeleteGuard;
import dev.gitsync.internal.index.IndexHead;
import dev.gitsync.internal.merge.MergeConflict;
import dev.gitsync.internal.merge.Preference;
import dev.gitsync.internal.merge.TreeMerge;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.SiblingNames;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.PushLimits;
import dev.gitsync.internal.receive.IncompleteHistoryException;
import dev.gitsync.internal.receive.PushedObjects;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.Fence;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushedPage;
import dev.gitsync.report.Reconciliation;
import dev.gitsync.settings.ConflictPolicy;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.ApplyResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings wiki and {@code main} together again when somebody moved {@code main} without a push, or when a push was taken
 * whose pages are still to be written. Nobody is there to be asked:
 *
 * <ol>
 *   <li>A {@code main} that is gone, that stands somewhere in the wiki's own past, or that no clone could take, goes back to
 *       where the wiki stands.
 *   <li>Otherwise both are merged, and {@link ConflictPolicy} settles what both changed.
 *   <li>What the wiki can't take — a file that can't be a page, a rule of its own, more deletions than the guard lets pass
 *       — stays in the history of {@code main} and does not become its tree.
 * </ol>
 *
 * So it always ends, and no text is ever lost.
 */
public final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final String MERGE = "Merge what came into the repository without a push";

    private final PageFiles files;
    private final SiblingNames siblings;
    private final PushCommitter committer;
    private final PushPlanning planning;
    private final GitSyncSettings settings;
    private final DeleteGuard guard;

    public Reconciler(EngineParts parts, PushCommitter committer, PushPlanning planning) {
        this.committer = committer;
        this.files = parts.files();
        this.siblings = new SiblingNames(files);
        this.settings = parts.settings();
        this.guard = DeleteGuard.of(settings);
        this.planning = planning;
    }

    /** Whether there is anything to do. */
    public static boolean isNeeded(SpaceRefs refs) {
        return !refs.main().equals(refs.wiki());
    }

    /** Tries to bring both together; the wiki's line is at the end of the feed. Empty when a page moved on meanwhile. */
    public Optional<Reconciliation> reconcile(Space space, Repository repository, Fence fence, Set<PageId> notInTrash)
            throws IOException {
        SpaceRefs refs = SpaceRefs.read(repository);
        LOG.warn(
                "Space {}: main stands at {}, the wiki at {}; bringing them together",
                space.id(),
                refs.main().name(),
                refs.wiki().name());
        try {
            if (isInPastOfWiki(repository, refs)) {
                return Optional.of(backToWiki(repository, refs, fence, List.of()));
            }
            try (Workspace work = planning.workspace(repository, refs, fence.budget())) {
                if (acceptedUser(work).isEmpty()) {
                    PushedObjects.check(work.reader(), PushLimits.ofForm(), fence.budget(), refs.wiki(), refs.main());
                }
                return merge(space, repository, work, fence, notInTrash);
            }
        } catch (ProposalException e) {
            LOG.warn("Space {}: no clone could take what main points to", space.id());
            return Optional.of(backToWiki(repository, refs, fence, e.shownProblems()));
        } catch (IncompleteHistoryException
                | MissingObjectException
                | IncorrectObjectTypeException
                | CorruptObjectException e) {
            // A branch to objects that are not there is worth nothing, and would break every clone.
            LOG.warn("Space {}: what main points to is damaged", space.id(), e);
            return Optional.of(backToWiki(
                    repository,
                    SpaceRefs.read(repository),
                    fence,
                    List.of("What main pointed to is damaged: " + e.getMessage())));
        }
    }

    private static Reconciliation backToWiki(Repository repository, SpaceRefs refs, Fence fence, List<String> setAside)
            throws IOException {
        fence.check();
        refs.move(repository, new SpaceRefs(refs.wiki(), refs.wiki(), refs.state(), refs.pending()));
        return outcome(refs, refs.wiki(), List.of(), List.of(), setAside);
    }

    private Optional<Reconciliation> merge(
            Space space, Repository repository, Workspace work, Fence fence, Set<PageId> notInTrash)
            throws IOException {
        SpaceRefs refs = work.refs();
        List<String> conflicts = new ArrayList<>();
        List<String> setAside = new ArrayList<>();
        Optional<String> acceptedUser = acceptedUser(work);
        String user = acceptedUser.orElse(settings.serviceUser());
        PushTarget.Planned planned;
        try {
            PushTarget target = mergedTarget(work, refs, base(repository, refs), conflicts);
            planned = planning.plan(space, work, refs.main(), target, notInTrash);
            if (acceptedUser.isEmpty()) {
                planned = guarded(space, work, planned, notInTrash, setAside);
            }
        } catch (ProposalException e) {
            setAside.addAll(e.shownProblems());
            planned = wikiOnly(work, refs);
        }
        PushPlan plan = planned.plan();
        ObjectId commit = planned.target().commit();
        if (!plan.changes().isEmpty()) {
            PushCommitter.Outcome written =
                    committer.commit(new PushCommitter.Order(space, repository, fence, work, commit, plan, user));
            if (written instanceof PushCommitter.Outcome.Written) {
                return Optional.of(outcome(refs, commit, plan.receipt(), conflicts, setAside));
            }
            if (!(written instanceof PushCommitter.Outcome.NotWritten not)
                    || !isRefused(space, plan, not.why(), notInTrash, setAside)) {
                return Optional.empty();
            }
            try (Workspace again = planning.workspace(repository, SpaceRefs.read(repository), fence.budget())) {
                PushTarget.Planned asItIs = wikiOnly(again, refs);
                committer.commitWithoutPages(again, fence, asItIs.target().commit(), asItIs.plan());
                return Optional.of(outcome(refs, asItIs.target().commit(), List.of(), conflicts, setAside));
            }
        }
        committer.commitWithoutPages(work, fence, commit, plan);
        return Optional.of(outcome(refs, commit, plan.receipt(), conflicts, setAside));
    }

    /** Who pushed what {@code main} points to, if it was a push that has been checked and accepted. */
    private static Optional<String> acceptedUser(Workspace work) {
        IndexHead.AcceptedPush accepted = work.index().head().accepted();
        return accepted != null && accepted.commit().equals(work.refs().main().name())
                ? Optional.of(accepted.user())
                : Optional.empty();
    }

    /** Whether the wiki has a rule against it, and not only moved on. */
    private static boolean isRefused(
            Space space, PushPlan plan, ApplyResult result, Set<PageId> notInTrash, List<String> setAside) {
        return result.match(
                applied -> false,
                stale -> {
                    notInTrash.addAll(plan.restored(stale.pages()));
                    return false;
                },
                refused -> {
                    setAside.add(refused.reason());
                    return true;
                },
                fenced -> {
                    throw new LeaseLostException(
                            "Space " + space.id() + " was written under lease " + fenced.newestToken());
                },
                partial -> {
                    throw new StoreException("The wiki could write a part of the plan only: "
                            + partial.versions().size() + " pages are in, "
                            + partial.failures().size() + " are not");
                });
    }

    private PushTarget mergedTarget(Workspace work, SpaceRefs refs, ObjectId base, List<String> conflicts)
            throws IOException {
        PushTarget found = PushMerger.plain(work, refs.main());
        if (base.equals(refs.wiki())) {
            return found;
        }
        Preference preference = switch (settings.conflictPolicy()) {
            case KEEP_BOTH -> Preference.SURVIVOR;
            case WIKI_WINS -> Preference.OURS;
            case GIT_WINS -> Preference.THEIRS;
        };
        TreeMerge.Merged merged =
                TreeMerge.merge(work.merging(preference), work.treeOf(base), work.wikiTree(), found.tree());
        TreeEditor tree = new TreeEditor(work.reader(), merged.tree());
        for (MergeConflict conflict : merged.conflicts()) {
            conflicts.add(conflict.path());
            if (settings.conflictPolicy() == ConflictPolicy.KEEP_BOTH
                    && conflict.ours() != null
                    && conflict.theirs() != null) {
                putBeside(tree, conflict.path(), conflict.theirs(), refs.main());
            }
        }
        ObjectId both = tree.write(work.inserter());
        List<ObjectId> parents =
                refs.wiki().equals(ObjectId.zeroId()) ? List.of(refs.main()) : List.of(refs.wiki(), refs.main());
        return new PushTarget(work.insertCommit(both, parents, MERGE), both, List.of());
    }

    /** Git's text of a page that the wiki keeps, under a name that says where it came from. */
    private void putBeside(TreeEditor tree, String path, TreeItem theirs, ObjectId main) throws IOException {
        boolean isPage = files.isPage(path) && !theirs.isFolder();
        String stem = isPage ? files.path(path) : path;
        String mark = " (git " + main.abbreviate(7).name();
        for (int copy = 1; ; copy++) {
            String name = stem + mark + (copy == 1 ? ")" : ", " + copy + ")");
            String beside = isPage ? files.file(name) : name;
            if (isFree(tree, beside)
                    && tree.find(Paths.parent(path))
                            .filter(item -> !item.isFolder())
                            .isEmpty()) {
                tree.put(beside, theirs.mode(), theirs.id());
                return;
            }
        }
    }

    private boolean isFree(TreeEditor tree, String path) throws IOException {
        return tree.items(Paths.parent(path), siblings.same(Paths.name(path))).isEmpty();
    }

    private PushTarget.Planned guarded(
            Space space, Workspace work, PushTarget.Planned planned, Set<PageId> notInTrash, List<String> setAside)
            throws IOException, ProposalException {
        int allowed = guard.allowed(work.index().head().pagesWithText());
        if (deletes(planned.plan()) <= allowed) {
            return planned;
        }
        Optional<PushTarget> kept = PushMerger.withoutDeletes(work, planned.target(), planned.plan());
        if (kept.isPresent()) {
            PushTarget.Planned again = planning.plan(space, work, work.refs().main(), kept.get(), notInTrash);
            if (deletes(again.plan()) <= allowed) {
                setAside.add(deletes(planned.plan()) + " pages would have been deleted; up to " + allowed
                        + " are let through, so all were kept");
                return again;
            }
        }
        throw new ProposalException(
                List.of("More than " + allowed + " pages would be deleted, and others stand in their places"));
    }

    private static int deletes(PushPlan plan) {
        return plan.deletedPages().size();
    }

    /** The wiki as it is, with what was found in its history. */
    private static PushTarget.Planned wikiOnly(Workspace work, SpaceRefs found) throws IOException {
        List<ObjectId> parents = new ArrayList<>();
        if (!work.tip().equals(ObjectId.zeroId())) {
            parents.add(work.tip());
        }
        parents.add(found.main());
        ObjectId tree = work.tree().write(work.inserter());
        ObjectId commit = work.insertCommit(tree, parents, MERGE + ", and keep the wiki as it is");
        return new PushTarget.Planned(new PushTarget(commit, tree, List.of()), PushPlan.none());
    }

    private static boolean isInPastOfWiki(Repository repository, SpaceRefs refs) throws IOException {
        if (refs.main().equals(ObjectId.zeroId())) {
            return true;
        }
        if (refs.wiki().equals(ObjectId.zeroId())) {
            return false;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(walk.parseCommit(refs.main()), walk.parseCommit(refs.wiki()));
        }
    }

    /** The newest common ancestor, or the zero id. */
    private static ObjectId base(Repository repository, SpaceRefs refs) throws IOException {
        if (refs.wiki().equals(ObjectId.zeroId())) {
            return ObjectId.zeroId();
        }
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(refs.wiki()));
            walk.markStart(walk.parseCommit(refs.main()));
            RevCommit base = walk.next();
            return base == null ? ObjectId.zeroId() : base.copy();
        }
    }

    private static Reconciliation outcome(
            SpaceRefs found, ObjectId main, List<PushedPage> pages, List<String> conflicts, List<String> setAside) {
        String was = found.main().equals(ObjectId.zeroId())
                ? "nothing"
                : found.main().name();
        return new Reconciliation(was, main.name(), pages, conflicts, setAside);
    }
}
