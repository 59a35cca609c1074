package dev.gitsync.internal.plan;

import dev.gitsync.format.PageReading;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * From two trees and the index to a plan. It reads and decides; it writes nothing and knows no store.
 *
 * <ol>
 *   <li>{@link TreeDiff} and {@link TreeChanges}: which files and folders came, went, changed, or moved whole.
 *   <li>{@link ProposalCheck}: whether all of it can be taken.
 *   <li>{@link IdentityMatcher}: which page each new file is.
 *   <li>{@link PageLayout}: which page each folder belongs to, and so each page's parent.
 *   <li>{@link PlanWriter}: what must happen to each page for the wiki to hold exactly this tree.
 * </ol>
 */
public final class PushPlanner {
    private final PageFiles files;
    private final PushLimits limits;
    private final Executor threads;

    /** Plans for files of this form and within these limits; {@code threads} may do what can be done ahead, or drop it. */
    public PushPlanner(PageFiles files, PushLimits limits, Executor threads) {
        this.files = files;
        this.limits = limits;
        this.threads = threads;
    }

    /**
     * What is pushed.
     *
     * @param reader reads the objects of both trees
     * @param base the tree of {@code main}; the zero id when there is none
     * @param pushed the tree that {@code main} is to have
     * @param index the index that belongs to {@code base}; only read
     * @param authorship who changed what
     * @param newIds gives ids for new pages
     * @param notInTrash deleted pages that the wiki can't restore any more
     * @param budget what the cycle may still do
     */
    public record Proposal(
            ObjectReader reader,
            ObjectId base,
            ObjectId pushed,
            SpaceIndex index,
            Authorship authorship,
            Supplier<PageId> newIds,
            Set<PageId> notInTrash,
            WorkBudget budget) {}

    /** @throws ProposalException when the pushed tree holds something that can't be taken */
    public PushPlan plan(Proposal proposal) throws IOException, ProposalException {
        ObjectReader reader = proposal.reader();
        proposal.budget().doing("comparing the pushed files with those of main");
        List<TreeDelta> deltas = TreeDiff.between(reader, proposal.base(), proposal.pushed(), limits.maxDepth());
        TreeChanges changes = TreeChanges.of(reader, deltas, limits.maxDepth());
        try (OldPages oldPages =
                new OldPages(reader, files, changes.changedFiles().values(), threads)) {
            return plan(proposal, changes, oldPages);
        }
    }

    private PushPlan plan(Proposal proposal, TreeChanges changes, OldPages oldPages)
            throws IOException, ProposalException {
        ObjectReader reader = proposal.reader();
        WorkBudget budget = proposal.budget();
        long many = (long) changes.goneFiles().size()
                + changes.comeFiles().size()
                + changes.changedFiles().size();
        budget.doing("planning", many, "changed files");
        budget.spend(many);
        PushedTree pushed = new PushedTree(reader, files, proposal.pushed());
        new ProposalCheck(reader, files, limits, pushed.tree()).check(changes);
        new IndexCheck(proposal.index(), files).check(changes);

        Set<String> exchanged = Exchanges.find(changes.goneFiles(), changes.changedFiles(), files::isPage);
        List<GonePage> gone = gonePages(proposal.index(), changes, exchanged);
        List<ComePage> come = comePages(pushed, changes, exchanged, budget);
        Map<String, GonePage> found = IdentityMatcher.match(reader, changes.movedFolders(), gone, come);
        PageLayout layout = new PageLayout(proposal, files, pushed, changes, come, found);
        return new PlanWriter(proposal, files, pushed, oldPages, layout).write(changes, gone, come);
    }

    private List<GonePage> gonePages(SpaceIndex index, TreeChanges changes, Set<String> exchanged) throws IOException {
        List<GonePage> gone = new ArrayList<>();
        Map<String, TreeItem> goneFiles = new TreeMap<>(changes.goneFiles());
        for (String path : exchanged) {
            goneFiles.put(path, Objects.requireNonNull(changed(changes, path).before()));
        }
        for (Map.Entry<String, TreeItem> file : goneFiles.entrySet()) {
            if (files.isPage(file.getKey())) {
                String path = files.path(file.getKey());
                Optional<IndexedPage> page = index.at(path);
                page.ifPresent(
                        known -> gone.add(new GonePage(path, file.getValue().id(), known)));
            }
        }
        return gone;
    }

    private List<ComePage> comePages(PushedTree pushed, TreeChanges changes, Set<String> exchanged, WorkBudget budget)
            throws IOException, ProposalException {
        List<ComePage> come = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, TreeItem> comeFiles = new TreeMap<>(changes.comeFiles());
        for (String path : exchanged) {
            comeFiles.put(path, Objects.requireNonNull(changed(changes, path).after()));
        }
        for (Map.Entry<String, TreeItem> file : comeFiles.entrySet()) {
            if (files.isPage(file.getKey())) {
                String path = files.path(file.getKey());
                ObjectId blob = file.getValue().id();
                budget.spend();
                PageReading reading = pushed.read(path, blob);
                reading.match(
                        page -> come.add(new ComePage(path, blob, page)),
                        rejected -> problems.add(ProposalCheck.shortened(file.getKey()) + " " + rejected.reason()));
            }
        }
        for (TreeDelta delta : changes.changedFiles().values()) {
            TreeItem after = delta.after();
            if (after != null && files.isPage(delta.path()) && !exchanged.contains(delta.path())) {
                budget.spend();
                pushed.read(files.path(delta.path()), after.id())
                        .match(
                                page -> true,
                                rejected ->
                                        problems.add(ProposalCheck.shortened(delta.path()) + " " + rejected.reason()));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProposalException(problems);
        }
        return come;
    }

    private static TreeDelta changed(TreeChanges changes, String path) {
        return Objects.requireNonNull(changes.changedFiles().get(path));
    }
}
