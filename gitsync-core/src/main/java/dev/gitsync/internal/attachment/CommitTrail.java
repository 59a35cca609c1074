package dev.gitsync.internal.attachment;

import dev.gitsync.internal.identity.PushedCommits;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Traces files from the tip of a push back to {@code main}, commit by commit, so that a file that is renamed in one commit and replaced
 * in another stays the same:
 *
 * <ol>
 *   <li>Commits are visited newest first, each with the files that are traced through it.
 *   <li>Between a commit and its parent, a file stays at its path, or moves with a folder that moved whole, or was a file with the same
 *       content that is gone: first one with the same name. Other files are new, and are traced no further.
 *   <li>At a merge, a file goes to the first parent that has it with the same content at the same path, else to the first parent.
 * </ol>
 */
final class CommitTrail {
    private final AttachmentTask task;
    /** The files that are traced through each commit: path there to path at the tip. */
    private final Map<ObjectId, SortedMap<String, String>> traced = new HashMap<>();

    private CommitTrail(AttachmentTask task) {
        this.task = task;
    }

    /** Returns the paths in {@code main} of files at the tip, as far as they are found: path at the tip to old path. */
    static SortedMap<String, String> follow(AttachmentTask task, Collection<String> tips) throws IOException {
        List<PushedCommits.Commit> commits = task.commits().newestFirst();
        if (commits.size() < 2) {
            return new TreeMap<>();
        }
        task.budget().doing("following files through", commits.size(), "commits");
        CommitTrail trail = new CommitTrail(task);
        SortedMap<String, String> all = new TreeMap<>();
        tips.forEach(tip -> all.put(tip, tip));
        trail.traced.put(commits.get(0).id(), all);
        for (PushedCommits.Commit commit : commits) {
            SortedMap<String, String> through = trail.traced.remove(commit.id());
            if (through != null && !commit.parents().isEmpty()) {
                trail.step(commit, through);
            }
        }
        SortedMap<String, String> oldPaths = new TreeMap<>();
        trail.traced.values().forEach(files -> files.forEach((path, tip) -> oldPaths.put(tip, path)));
        return oldPaths;
    }

    private void step(PushedCommits.Commit commit, SortedMap<String, String> through) throws IOException {
        task.budget().spend(1 + through.size());
        SortedMap<String, String> left = commit.parents().size() > 1 ? assignToParents(commit, through) : through;
        PushedCommits.Parent first = commit.parents().get(0);
        reach(first, first.tree().equals(commit.tree()) ? left : moveBack(first.tree(), commit.tree(), left));
    }

    private void reach(PushedCommits.Parent parent, SortedMap<String, String> files) {
        if (!files.isEmpty()) {
            traced.computeIfAbsent(parent.id(), none -> new TreeMap<>()).putAll(files);
        }
    }

    /** Passes on the files that a parent has at the same path, and returns the others. */
    private SortedMap<String, String> assignToParents(PushedCommits.Commit commit, SortedMap<String, String> through)
            throws IOException {
        SortedMap<String, String> left = new TreeMap<>(through);
        TreeEditor tree = new TreeEditor(task.reader(), commit.tree());
        for (PushedCommits.Parent parent : commit.parents()) {
            TreeEditor before = new TreeEditor(task.reader(), parent.tree());
            SortedMap<String, String> same = new TreeMap<>();
            for (Map.Entry<String, String> file : left.entrySet()) {
                task.budget().spend();
                Optional<ObjectId> blob = tree.find(file.getKey()).map(TreeItem::id);
                if (blob.equals(before.find(file.getKey()).map(TreeItem::id))) {
                    same.put(file.getKey(), file.getValue());
                }
            }
            left.keySet().removeAll(same.keySet());
            reach(parent, same);
        }
        return left;
    }

    /** Returns the files at their paths before a commit. */
    private SortedMap<String, String> moveBack(ObjectId before, ObjectId after, SortedMap<String, String> files)
            throws IOException {
        List<TreeDelta> deltas = TreeDiff.between(task.reader(), before, after, ProposalLimits.COMPARED_DEPTH);
        task.budget().spend(1 + deltas.size());
        if (files.isEmpty() || deltas.stream().allMatch(delta -> delta.before() != null)) {
            return files;
        }
        TreeChanges changes = changes(deltas);
        Candidates candidates = new Candidates(changes.goneFiles());
        SortedMap<String, String> moved = new TreeMap<>();
        files.forEach((path, tip) -> {
            TreeItem added = changes.addedFiles().get(path);
            Optional<String> old = added == null
                    ? Optional.of(
                            FolderMap.through(changes.movedFolders(), path).orElse(path))
                    : candidates.take(Paths.name(path), added.id());
            old.ifPresent(from -> moved.put(from, tip));
        });
        return moved;
    }

    private TreeChanges changes(List<TreeDelta> deltas) throws IOException {
        try {
            return TreeChanges.of(task.reader(), deltas, ProposalLimits.COMPARED_DEPTH, task.budget());
        } catch (ProposalException e) {
            throw new IOException("A tree is too deep to be compared", e);
        }
    }

    /** The files that a commit removed, by content and name. */
    private static final class Candidates {
        private final Map<Object, Deque<String>> byKey = new HashMap<>();
        private final SortedMap<String, TreeItem> left;

        private record Named(ObjectId blob, String name) {}

        Candidates(SortedMap<String, TreeItem> gone) {
            this.left = new TreeMap<>(gone);
            gone.forEach((path, item) -> {
                for (Object key : List.of(item.id(), new Named(item.id(), Paths.name(path)))) {
                    byKey.computeIfAbsent(key, none -> new ArrayDeque<>()).add(path);
                }
            });
        }

        Optional<String> take(String name, ObjectId blob) {
            for (Object key : List.of(new Named(blob, name), blob)) {
                Deque<String> paths = byKey.getOrDefault(key, new ArrayDeque<>());
                while (!paths.isEmpty()) {
                    String path = paths.remove();
                    if (left.remove(path) != null) {
                        return Optional.of(path);
                    }
                }
            }
            return Optional.empty();
        }
    }
}
