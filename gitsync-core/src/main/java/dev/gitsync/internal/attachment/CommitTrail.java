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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
 *
 * Only files at which a commit differs from its first parent are looked at: the others pass on to it together.
 */
final class CommitTrail {
    private final AttachmentTask task;
    /** The files that are traced through each commit: path there to path at the tip. */
    private final Map<ObjectId, NavigableMap<String, String>> traced = new HashMap<>();

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
        NavigableMap<String, String> all = new TreeMap<>();
        tips.forEach(tip -> all.put(tip, tip));
        trail.traced.put(commits.get(0).id(), all);
        for (PushedCommits.Commit commit : commits) {
            NavigableMap<String, String> through = trail.traced.remove(commit.id());
            if (through != null && !through.isEmpty() && !commit.parents().isEmpty()) {
                trail.step(commit, through);
            }
        }
        SortedMap<String, String> oldPaths = new TreeMap<>();
        trail.traced.values().forEach(files -> files.forEach((path, tip) -> oldPaths.put(tip, path)));
        return oldPaths;
    }

    private void step(PushedCommits.Commit commit, NavigableMap<String, String> files) throws IOException {
        PushedCommits.Parent first = commit.parents().get(0);
        List<TreeDelta> deltas =
                TreeDiff.between(task.reader(), first.tree(), commit.tree(), ProposalLimits.COMPARED_DEPTH);
        task.budget().spend(1 + deltas.size());
        if (commit.parents().size() > 1) {
            passToOtherParents(commit, deltas, files);
        }
        if (!files.isEmpty() && deltas.stream().anyMatch(delta -> delta.before() == null)) {
            moveBack(deltas, files);
        }
        reach(first, files);
    }

    /** Adds files that are traced through a parent; the smaller map joins the larger one. */
    private void reach(PushedCommits.Parent parent, NavigableMap<String, String> files) {
        NavigableMap<String, String> there = traced.get(parent.id());
        if (there == null || there.isEmpty()) {
            traced.put(parent.id(), files);
        } else if (there.size() < files.size()) {
            there.forEach(files::putIfAbsent);
            traced.put(parent.id(), files);
        } else {
            there.putAll(files);
        }
    }

    /** Passes on the files that differ from the first parent and that another parent has at the same path. */
    private void passToOtherParents(
            PushedCommits.Commit commit, List<TreeDelta> deltas, NavigableMap<String, String> files)
            throws IOException {
        TreeEditor tree = new TreeEditor(task.reader(), commit.tree());
        List<String> differing = differing(deltas, files);
        for (PushedCommits.Parent parent :
                commit.parents().subList(1, commit.parents().size())) {
            TreeEditor before = new TreeEditor(task.reader(), parent.tree());
            NavigableMap<String, String> same = new TreeMap<>();
            for (String path : differing) {
                task.budget().spend();
                String tip = files.get(path);
                if (tip != null
                        && tree.find(path)
                                .map(TreeItem::id)
                                .equals(before.find(path).map(TreeItem::id))) {
                    same.put(path, tip);
                    files.remove(path);
                }
            }
            if (!same.isEmpty()) {
                reach(parent, same);
            }
        }
    }

    private static List<String> differing(List<TreeDelta> deltas, NavigableMap<String, String> files) {
        List<String> paths = new ArrayList<>();
        for (TreeDelta delta : deltas) {
            TreeItem after = delta.after();
            if (after != null && after.isFolder()) {
                paths.addAll(below(delta.path(), files).keySet());
            } else if (after != null && files.containsKey(delta.path())) {
                paths.add(delta.path());
            }
        }
        return paths;
    }

    private static SortedMap<String, String> below(String folder, NavigableMap<String, String> files) {
        return files.subMap(folder + "/", true, folder + (char) ('/' + 1), false);
    }

    /** Gives the files the paths that they had before a commit, and removes those that are new. */
    private void moveBack(List<TreeDelta> deltas, NavigableMap<String, String> files) throws IOException {
        TreeChanges changes = changes(deltas);
        Candidates candidates = new Candidates(changes.goneFiles());
        NavigableMap<String, String> moved = new TreeMap<>();
        for (Map.Entry<String, TreeItem> added : changes.addedFiles().entrySet()) {
            String tip = files.remove(added.getKey());
            if (tip != null) {
                candidates
                        .take(Paths.name(added.getKey()), added.getValue().id())
                        .ifPresent(from -> moved.put(from, tip));
            }
        }
        // Inner folders come first: they may have moved out of others.
        for (Map.Entry<String, String> folder :
                new TreeMap<>(changes.movedFolders()).descendingMap().entrySet()) {
            SortedMap<String, String> inside = below(folder.getKey(), files);
            task.budget().spend(1 + inside.size());
            inside.forEach((path, tip) ->
                    moved.put(folder.getValue() + path.substring(folder.getKey().length()), tip));
            inside.clear();
        }
        files.putAll(moved);
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
