package dev.gitsync.internal.commit;

import dev.gitsync.internal.attachment.AttachmentPlan;
import dev.gitsync.internal.merge.MergeConflict;
import dev.gitsync.internal.merge.Preference;
import dev.gitsync.internal.merge.TreeMerge;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult.PushedPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Adds the engine's own commits on top of a push where the push alone can't become {@code main}. */
public final class PushMerger {
    private PushMerger() {}

    /** Returns the push as it is. */
    public static PushTarget plain(Workspace work, ObjectId pushed) throws IOException {
        return new PushTarget(pushed, work.treeOf(pushed), List.of());
    }

    /** Returns whether {@code main} is where the client saw it, so that there is nothing to merge. */
    public static boolean isPlain(Workspace work, ObjectId seen) {
        ObjectId main = work.refs().main();
        return seen.equals(main) || main.equals(ObjectId.zeroId());
    }

    /**
     * Merges a push with the commits that {@code main} received after the client last fetched it, unless it contains them.
     *
     * @param seen the commit of {@code main} that the client had fetched
     */
    public static Outcome merge(Workspace work, ObjectId seen, ObjectId pushed) throws IOException {
        try {
            return new Outcome(target(work, seen, pushed), null);
        } catch (MergeConflictException e) {
            return new Outcome(null, e);
        }
    }

    /** The outcome of a merge: a target or a conflict. */
    public record Outcome(
            @Nullable PushTarget merged, @Nullable MergeConflictException conflict) {
        /** Returns whether both sides changed the same places. */
        public boolean isConflict() {
            return conflict != null;
        }

        /** Returns the target, or throws the conflict. */
        public PushTarget target() throws MergeConflictException {
            if (merged == null) {
                throw Objects.requireNonNull(conflict);
            }
            return merged;
        }
    }

    private static PushTarget target(Workspace work, ObjectId seen, ObjectId pushed)
            throws IOException, MergeConflictException {
        ObjectId main = work.refs().main();
        MergeBase base = MergeBase.of(work, main, pushed, seen);
        return base.is(main) ? plain(work, pushed) : merged(work, base, pushed);
    }

    private static PushTarget merged(Workspace work, MergeBase base, ObjectId pushed)
            throws IOException, MergeConflictException {
        ObjectId tree = work.treeOf(pushed);
        TreeMerge.Merged merged = TreeMerge.merge(work.merging(Preference.OURS), base.tree(), work.wikiTree(), tree);
        Set<String> conflicts = new LinkedHashSet<>();
        merged.conflicts().stream().map(MergeConflict::path).forEach(conflicts::add);
        conflicts.addAll(base.disputedBetween(
                new TreeEditor(work.reader(), work.wikiTree()), new TreeEditor(work.reader(), tree)));
        if (!conflicts.isEmpty()) {
            throw new MergeConflictException(List.copyOf(conflicts));
        }
        ObjectId commit = work.insertCommit(
                merged.tree(), List.of(work.tip(), pushed), "Merge a push with what changed in the wiki meanwhile");
        return new PushTarget(
                commit,
                merged.tree(),
                List.of("The wiki had changed meanwhile; your push was merged with it."
                        + " Run 'git pull' before you push again."));
    }

    /**
     * Returns the target with the files restored of every page and attachment that {@code plan} would delete, and of every page
     * that it would leave without text; empty if something else has taken their place.
     */
    public static Optional<PushTarget> withoutDeletes(Workspace work, PushTarget target, PushPlan plan)
            throws IOException {
        TreeEditor before = new TreeEditor(work.reader(), work.wikiTree());
        TreeEditor after = new TreeEditor(work.reader(), target.tree());
        Set<PageId> emptied = plan.emptiedPages();
        List<String> kept = new ArrayList<>();
        for (PushedPage page : plan.receipt()) {
            if (page.action() == PushedPage.Action.DELETED) {
                String path = page.path().endsWith("/")
                        ? page.path().substring(0, page.path().length() - 1)
                        : page.path();
                if (!restoreEntry(before, after, path)) {
                    return Optional.empty();
                }
                kept.add(page.path());
            } else if (emptied.contains(page.page())) {
                String path = work.filePath(work.index().page(page.page()).orElseThrow());
                if (!restoreEntry(before, after, path)) {
                    return Optional.empty();
                }
                kept.add(path);
            }
        }
        for (AttachmentPlan.Removed file : plan.attachments().removed()) {
            if (!restoreEntry(before, after, file.path())) {
                return Optional.empty();
            }
            kept.add(file.path());
        }
        ObjectId tree = after.write(work.inserter());
        List<String> notes = new ArrayList<>(target.notes());
        String what = plan.attachments().removed().isEmpty() ? "pages" : "pages or attachments";
        notes.add("Your push would have deleted more " + what + " than the limit allows; these were kept:");
        notes.addAll(ProposalException.shown(kept));
        notes.add("Run 'git pull' before you push again.");
        ObjectId commit = work.insertCommit(
                tree,
                List.of(target.commit()),
                "Keep " + kept.size() + " " + what + " that the push would have deleted");
        return Optional.of(new PushTarget(commit, tree, notes));
    }

    private static boolean restoreEntry(TreeEditor before, TreeEditor after, String path) throws IOException {
        Optional<TreeItem> item = before.find(path);
        if (item.isEmpty()) {
            // A page that has no file in git is restored along with its parent page.
            return true;
        }
        for (String folder = Paths.parent(path); !folder.isEmpty(); folder = Paths.parent(folder)) {
            if (after.find(folder).filter(TreeItem::isFile).isPresent()) {
                return false;
            }
        }
        Optional<TreeItem> now = after.find(path);
        if (now.isPresent()) {
            return now.get().isFolder() && item.get().isFolder();
        }
        after.put(path, item.get().mode(), item.get().id());
        return true;
    }

    /** The push and the wiki changed the same places. */
    public static final class MergeConflictException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<String> paths;

        MergeConflictException(List<String> paths) {
            super(paths.size() + " conflicts");
            this.paths = List.copyOf(paths);
        }

        public List<String> paths() {
            return paths;
        }
    }
}
