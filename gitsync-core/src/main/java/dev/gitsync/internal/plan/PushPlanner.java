package dev.gitsync.internal.plan;

import dev.gitsync.internal.attachment.AttachmentPlan;
import dev.gitsync.internal.attachment.AttachmentPlanner;
import dev.gitsync.internal.attachment.AttachmentRules;
import dev.gitsync.internal.attachment.AttachmentTask;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.proposal.IndexCheck;
import dev.gitsync.internal.proposal.ProposalCheck;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.proposal.ReassignedFiles;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Computes a plan from two trees and the index. It only reads; it writes nothing and does not depend on a store.
 *
 * <ol>
 *   <li>{@link TreeDiff} and {@link TreeChanges}: which files and folders were added, deleted, changed, or moved whole.
 *   <li>{@link ProposalCheck}: whether all changes are acceptable.
 *   <li>{@link PageSearch}: which page each new file is; {@link MarkerCheck}: whether it contains unresolved conflicts.
 *   <li>{@link PageLayout}: which page each folder belongs to, and so each page's parent.
 *   <li>{@link PlanWriter}: the changes to each page so that the wiki contains exactly this tree.
 *   <li>{@link AttachmentPlanner}: the changes to each attachment, if the wiki has any.
 * </ol>
 */
public final class PushPlanner {
    private final PageFiles files;
    private final ProposalLimits limits;
    private final Executor threads;
    private final AttachmentRules rules;
    private final AttachmentPlanner attachments;

    /** Creates a planner for files of this form; {@code threads} may run work ahead of time, or drop it. */
    public PushPlanner(PageFiles files, ProposalLimits limits, Executor threads) {
        this(files, limits, threads, AttachmentRules.none());
    }

    private PushPlanner(PageFiles files, ProposalLimits limits, Executor threads, AttachmentRules rules) {
        this.files = files;
        this.limits = limits;
        this.threads = threads;
        this.rules = rules;
        this.attachments = new AttachmentPlanner(files, rules);
    }

    /** Returns the same planner for a space with these page files. */
    public PushPlanner withFiles(PageFiles ofSpace) {
        return new PushPlanner(ofSpace, limits, threads, rules);
    }

    /** Returns the same planner for a wiki with these rules for attachments. */
    public PushPlanner withRules(AttachmentRules rules) {
        return new PushPlanner(files, limits, threads, rules);
    }

    /** @throws ProposalException if the pushed tree contains something that can't be accepted */
    public PushPlan plan(PlanRequest request) throws IOException, ProposalException {
        ObjectReader reader = request.reader();
        request.budget().releaseAll();
        request.budget().doing("comparing the pushed files with those of main");
        List<TreeDelta> deltas =
                TreeDiff.between(reader, request.base(), request.pushed(), ProposalLimits.COMPARED_DEPTH);
        TreeChanges changes = TreeChanges.of(reader, deltas, limits.maxDepth(), request.budget());
        request.budget().chargeFiles(changes.room());
        changes.reassign(ReassignedFiles.find(trees(request), indexed(request), changes, request.budget()));
        return plan(request, changes);
    }

    /**
     * Returns a plan that makes files the pages that they are by the names of folder pages in force; no file changes.
     *
     * @param changed the files that are another page than the index says
     * @throws ProposalException if names would collide
     */
    public PushPlan reassign(PlanRequest request, Collection<String> changed) throws IOException, ProposalException {
        request.budget().releaseAll();
        TreeChanges changes = TreeChanges.of(request.reader(), List.of(), limits.maxDepth(), request.budget());
        changes.reassign(ReassignedFiles.among(trees(request), indexed(request), changed, request.budget()));
        return plan(request, changes);
    }

    private PushPlan plan(PlanRequest request, TreeChanges changes) throws IOException, ProposalException {
        ObjectReader reader = request.reader();
        try (OldPages oldPages =
                new OldPages(reader, indexed(request), changes.changedFiles().values(), threads)) {
            return plan(request, changes, oldPages);
        }
    }

    private PushPlan plan(PlanRequest request, TreeChanges changes, OldPages oldPages)
            throws IOException, ProposalException {
        ObjectReader reader = request.reader();
        WorkBudget budget = request.budget();
        long many = (long) changes.goneFiles().size()
                + changes.addedFiles().size()
                + changes.changedFiles().size();
        budget.doing("planning", many, "changed files");
        budget.spend(many);
        PushedTree pushed = new PushedTree(reader, files, request.pushed());
        ProposalCheck check = new ProposalCheck(reader, files, limits, pushed.tree());
        check.check(changes);
        budget.requireRoom(check.pageBytes());
        new IndexCheck(request.index(), files).check(changes);

        PageSearch search = new PageSearch(request, files, limits.maxDepth(), changes);
        search.follow();
        PushedPages pages = PushedPages.read(files, pushed, changes, search.replaced(), budget);
        PageSearch.Found found = search.find(pages.added());
        List<String> problems = new ArrayList<>(pages.problems());
        problems.addAll(new MarkerCheck(request.history(), pushed, changes).problems(pages.marked(), found));
        if (!problems.isEmpty()) {
            throw new ProposalException(problems);
        }
        PageLayout layout = new PageLayout(request, files, pushed, changes, pages.added(), found.pages());
        PlanWriter.PagePlan plan =
                new PlanWriter(request, files, pushed, oldPages, layout).write(changes, found.removed());
        AttachmentPlan.Planned planned = attachments.plan(task(request, changes, plan));
        return new PushPlan(
                plan.steps().changes(planned),
                plan.placed(),
                plan.removed(),
                plan.receipt(),
                planned.plan(),
                otherFiles(changes),
                List.of(),
                found.notes());
    }

    private IndexedPageFiles indexed(PlanRequest request) {
        return new IndexedPageFiles(request.index(), files);
    }

    private static ReassignedFiles.Trees trees(PlanRequest request) {
        return new ReassignedFiles.Trees(
                new TreeEditor(request.reader(), request.base()), new TreeEditor(request.reader(), request.pushed()));
    }

    private static AttachmentTask task(PlanRequest request, TreeChanges changes, PlanWriter.PagePlan plan) {
        return new AttachmentTask(
                request.reader(),
                request.base(),
                request.pushed(),
                changes,
                request.index(),
                plan.placed(),
                plan.removed(),
                request.newIds(),
                request.notInTrash(),
                request.budget(),
                request.commits(),
                request.received());
    }

    /** Returns the number of files that are neither pages nor attachments and differ. */
    private int otherFiles(TreeChanges changes) {
        Set<String> others = new HashSet<>();
        changes.goneFiles().forEach((path, item) -> addOther(others, path, item));
        changes.addedFiles().forEach((path, item) -> addOther(others, path, item));
        for (TreeDelta delta : changes.changedFiles().values()) {
            addOther(others, delta.path(), delta.before());
            addOther(others, delta.path(), delta.after());
        }
        return others.size();
    }

    private void addOther(Set<String> others, String path, @Nullable TreeItem item) {
        boolean isAttachment = item != null && files.isAttachment(item.mode().getBits(), path);
        if (!files.isPage(path) && !isAttachment) {
            others.add(path);
        }
    }
}
