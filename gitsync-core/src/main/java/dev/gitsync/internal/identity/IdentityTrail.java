package dev.gitsync.internal.identity;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Traces files from the tip of a push back to {@code main}, commit by commit:
 *
 * <ol>
 *   <li>Commits are visited newest first, each with the files that are traced through it.
 *   <li>Between a commit and its parent {@link IdentityMatcher} finds the old path of each file at a new path; a folder
 *       that moved as a whole takes all traced files in it along. A file without an old path is new, and is traced no
 *       further.
 *   <li>At a merge each file goes to the first parent that has the same file at the same path, else to the first that
 *       has any file there, else its old path is found in the first parent as above.
 *   <li>A file that arrives at a commit of {@code main} is the page at that path.
 * </ol>
 *
 * Folders that a commit left unchanged and commits without traced files are not read.
 */
public final class IdentityTrail {
    private final PageTexts texts;
    private final ObjectReader reader;
    private final PageFiles files;
    private final int maxDepth;
    private final Map<ObjectId, PathTrie> traced = new HashMap<>();

    private IdentityTrail(PageTexts texts, ObjectReader reader, PageFiles files, int maxDepth) {
        this.texts = texts;
        this.reader = reader;
        this.files = files;
        this.maxDepth = maxDepth;
    }

    /** The inputs of the trail other than the commits. */
    public record Ground(PageTexts texts, ObjectReader reader, PageFiles files, int maxDepth) {}

    /**
     * Traces page files.
     *
     * @param tips the page files at the tip, as paths with file extension
     * @return their paths in {@code main}, tip to old path; without the files that the push added
     */
    public static SortedMap<String, String> follow(Ground ground, PushedCommits commits, Collection<String> tips)
            throws IOException, ProposalException {
        IdentityTrail trail = new IdentityTrail(ground.texts(), ground.reader(), ground.files(), ground.maxDepth());
        PathTrie all = new PathTrie();
        tips.forEach(tip -> all.add(tip, List.of(tip)));
        List<PushedCommits.Commit> newestFirst = commits.newestFirst();
        trail.traced.put(newestFirst.get(0).id(), all);
        for (PushedCommits.Commit commit : newestFirst) {
            ground.texts().budget().spend();
            PathTrie through = trail.traced.remove(commit.id());
            if (through != null && !through.isEmpty() && !commit.parents().isEmpty()) {
                trail.step(commit, through);
            }
        }
        return trail.result();
    }

    /** Returns the result once all files are at commits of {@code main}. If several come from one file, the one at its path is chosen. */
    private SortedMap<String, String> result() {
        SortedMap<String, String> oldPaths = new TreeMap<>();
        PathTrie all = new PathTrie();
        traced.values().forEach(files -> all.addFolder("", files));
        all.forEach((path, tips) -> oldPaths.put(tips.contains(path) ? path : new TreeSet<>(tips).first(), path));
        return oldPaths;
    }

    private void step(PushedCommits.Commit commit, PathTrie through) throws IOException, ProposalException {
        PushedCommits.Parent first = commit.parents().get(0);
        if (!first.tree().equals(commit.tree())) {
            List<TreeDelta> deltas = TreeDiff.between(reader, first.tree(), commit.tree(), maxDepth);
            texts.budget().spend(1 + deltas.size());
            if (commit.parents().size() > 1) {
                new MergedFiles(commit, through).assignToParents(deltas);
            }
            if (concerns(through, deltas)) {
                moveBack(through, TreeChanges.of(reader, deltas, maxDepth, texts.budget()), commit);
            }
        }
        reach(first, through);
    }

    private void reach(PushedCommits.Parent parent, PathTrie files) {
        if (!files.isEmpty()) {
            PathTrie there = traced.putIfAbsent(parent.id(), files);
            if (there != null) {
                there.addFolder("", files);
            }
        }
    }

    private static boolean concerns(PathTrie through, List<TreeDelta> deltas) {
        for (TreeDelta delta : deltas) {
            TreeItem after = delta.after();
            if (after != null
                    && (after.isFolder() ? through.hasFolder(delta.path()) : through.names(delta.path()) != null)) {
                return true;
            }
        }
        return false;
    }

    /** Moves each file to its path before the commit. */
    private void moveBack(PathTrie through, TreeChanges changes, PushedCommits.Commit commit) throws IOException {
        boolean isMerge = commit.parents().size() > 1;
        TreePages before =
                files.of(new TreeEditor(reader, commit.parents().get(0).tree()));
        TreePages after = files.of(new TreeEditor(reader, commit.tree()));
        // In a merge, a file at the path of another file is the result of the merge of that file.
        Set<String> replaced = isMerge ? Set.of() : ReplacedFiles.find(texts, changes, files::isPage);
        Map<String, String> oldFiles = new OldFiles(texts, files, before, after).find(changes, replaced);
        Map<String, List<String>> moved = new TreeMap<>();
        List<String> news = new ArrayList<>(changes.addedFiles().keySet());
        news.addAll(replaced);
        for (String path : news) {
            if (through.names(path) != null) {
                List<String> tips = through.take(path);
                String oldFile = oldFiles.get(after.path(path));
                if (oldFile != null) {
                    moved.put(oldFile, tips);
                }
            }
        }
        Map<String, PathTrie> movedFolders = new TreeMap<>();
        changes.movedFolders().forEach((to, from) -> {
            PathTrie folder = through.removeFolder(to);
            if (folder != null) {
                movedFolders.put(from, folder);
            }
        });
        movedFolders.forEach(through::addFolder);
        moved.forEach(through::add);
    }

    /** The files of a merge that come from parents other than the first. Parents are read one by one, so that one tree is in memory. */
    private final class MergedFiles {
        private final List<PushedCommits.Parent> others;
        private final PathTrie through;

        MergedFiles(PushedCommits.Commit merge, PathTrie through) {
            this.others = distinct(merge.parents());
            this.through = through;
        }

        /** Returns the parents after the first one, without those whose tree an earlier parent has. */
        private static List<PushedCommits.Parent> distinct(List<PushedCommits.Parent> parents) {
            Map<ObjectId, PushedCommits.Parent> byTree = new LinkedHashMap<>();
            parents.forEach(parent -> byTree.putIfAbsent(parent.tree(), parent));
            return List.copyOf(byTree.values()).subList(1, byTree.size());
        }

        /** Assigns files that differ from the first parent to the other parents that have them; reads folders that no parent has. */
        void assignToParents(List<TreeDelta> deltas) throws IOException {
            List<Open> open = new ArrayList<>();
            for (TreeDelta delta : deltas) {
                TreeItem after = delta.after();
                if (after != null) {
                    add(open, new Open(delta.path(), after, after.isFolder() || delta.before() == null));
                }
            }
            while (!open.isEmpty()) {
                leave(open);
                List<Open> inside = new ArrayList<>();
                for (Open item : open) {
                    if (item.owner == null && item.after.isFolder()) {
                        addInside(inside, item);
                    }
                }
                open = inside;
            }
        }

        private void add(List<Open> open, Open item) {
            boolean isTraced = item.after.isFolder() ? through.hasFolder(item.path) : through.names(item.path) != null;
            if (isTraced) {
                open.add(item);
            }
        }

        private void addInside(List<Open> inside, Open folder) throws IOException {
            Map<String, TreeItem> items = TreeItems.read(reader, folder.after.id());
            texts.budget().spend(1 + items.size());
            for (String name : through.foldersIn(folder.path)) {
                addIf(inside, folder.path, name, items.get(name), true);
            }
            for (String name : through.filesIn(folder.path)) {
                addIf(inside, folder.path, name, items.get(name), false);
            }
        }

        private void addIf(
                List<Open> inside, String folder, String name, @Nullable TreeItem item, boolean shouldBeFolder) {
            if (item != null && item.isFolder() == shouldBeFolder) {
                inside.add(new Open(Paths.join(folder, name), item, true));
            }
        }

        /** Finds the owner of each item: the first parent with the same item there; for a new file, else the first with any. */
        private void leave(List<Open> open) throws IOException {
            for (PushedCommits.Parent parent : others) {
                texts.budget().spend(1 + open.size());
                TreeEditor tree = new TreeEditor(reader, parent.tree());
                for (Open item : open) {
                    if (item.owner == null) {
                        item.compare(parent, tree.find(item.path).orElse(null));
                    }
                }
            }
            for (Open item : open) {
                item.owner = item.owner == null ? item.stead : item.owner;
                if (item.owner != null) {
                    reach(item.owner, taken(item));
                }
            }
        }

        private PathTrie taken(Open item) {
            PathTrie at = new PathTrie();
            if (item.after.isFolder()) {
                PathTrie taken = through.removeFolder(item.path);
                if (taken != null) {
                    at.addFolder(item.path, taken);
                }
            } else {
                at.add(item.path, through.take(item.path));
            }
            return at;
        }
    }

    /** A file or folder of a merge whose owner is not yet known. */
    private static final class Open {
        private final String path;
        private final TreeItem after;
        private final boolean isNew;
        /** The parent that has the same item. */
        private PushedCommits.@Nullable Parent owner;
        /** The parent that has another file there. */
        private PushedCommits.@Nullable Parent stead;

        Open(String path, TreeItem after, boolean isNew) {
            this.path = path;
            this.after = after;
            this.isNew = isNew;
        }

        void compare(PushedCommits.Parent parent, @Nullable TreeItem there) {
            if (there == null || there.isFolder() != after.isFolder()) {
                return;
            }
            if (after.isFolder() ? there.equals(after) : there.id().equals(after.id())) {
                owner = parent;
            } else if (isNew && !after.isFolder() && stead == null) {
                stead = parent;
            }
        }
    }
}
