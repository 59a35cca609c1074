package dev.gitsync.internal.receive;

import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.receive.TreeLevel.Pair;
import dev.gitsync.internal.receive.TreeLevel.Place;
import dev.gitsync.internal.receive.TreeStore.Contents;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.work.PlanMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Walks the trees of commits, each beside the trees of its parents, level by level and never by recursion:
 *
 * <ol>
 *   <li>A folder that a parent has at the same path, with the same tree, is not read.
 *   <li>A folder that a parent has with another tree is compared with that, entry by entry.
 *   <li>A folder that was moved to one other place, no deeper, is not read either. While there are unknown
 *       folders, removed ones are read level by level beside them, to find what was moved out of them.
 *   <li>Any other folder is read whole. Each level holds a tree with many paths once, with the number of its paths, so that a tree
 *       that unfolds to billions of files is detected after a few objects.
 *   <li>The walk ends at the maximum depth and at the maximum number of new paths. What a parent has at the same path, however long
 *       or deep, may change: the wiki may have created it.
 *   <li>Files found in no parent are opened, to check that they exist and are blobs.
 * </ol>
 */
final class NewTrees {
    private final ProposalLimits limits;
    private final PushProblems problems;
    private final TreeStore trees;
    private final NewFiles files;
    private long room;

    NewTrees(PushedObjects.Input input, ProposalLimits limits, PushProblems problems) {
        this.limits = limits;
        this.problems = problems;
        this.trees = new TreeStore(input.reader(), limits, problems);
        this.files = new NewFiles(input, limits, problems);
    }

    /** Checks what a commit's tree contains and none of {@code before} contains at the same path. */
    void check(ObjectId commit, ObjectId tree, List<ObjectId> before) throws IOException, ProposalException {
        if (!before.contains(tree)) {
            Walk walk = new Walk(commit);
            walk.walk(tree, before);
            room = Math.max(room, walk.room);
        }
    }

    /** Returns the bytes to count for a plan's notes on the commit with the most new and changed files, see {@link PlanMemory#ofFile}. */
    long room() {
        return room;
    }

    /** The walk of one commit. */
    private final class Walk {
        private final ObjectId commit;
        private final List<TreeLevel> levels = new ArrayList<>();
        /** Removed folders, with their former depth; those found elsewhere are taken out. */
        private Map<ObjectId, Integer> gone = new HashMap<>();

        private long brought;
        private long room;

        Walk(ObjectId commit) {
            this.commit = commit;
        }

        void walk(ObjectId root, List<ObjectId> before) throws IOException, ProposalException {
            level(1).add(root, before, new Place("", 1));
            for (int depth = 1; depth <= levels.size(); depth++) {
                for (Map.Entry<Pair, Place> folder : level(depth).changed().entrySet()) {
                    compare(folder.getKey(), folder.getValue(), depth);
                }
            }
            for (int depth = 1; depth <= levels.size(); depth++) {
                if (isTooDeep(depth)) {
                    return;
                }
                readReceived(depth);
            }
            files.check(commit);
        }

        private TreeLevel level(int depth) {
            while (levels.size() < depth) {
                levels.add(new TreeLevel());
            }
            return levels.get(depth - 1);
        }

        private boolean isTooDeep(int depth) throws ProposalException {
            if (depth <= limits.maxDepth() || level(depth).added().isEmpty()) {
                return false;
            }
            problems.at(
                    level(depth).added().values().iterator().next().path(),
                    commit,
                    "is deeper than " + limits.maxDepth() + " folders");
            return true;
        }

        private void readReceived(int depth) throws IOException, ProposalException {
            Map<ObjectId, Place> come = level(depth).added();
            come.entrySet().removeIf(folder -> hasMoved(folder.getKey(), folder.getValue(), depth));
            if (!come.isEmpty() && !gone.isEmpty()) {
                openGone();
                come.entrySet().removeIf(folder -> hasMoved(folder.getKey(), folder.getValue(), depth));
            }
            for (Map.Entry<ObjectId, Place> folder : come.entrySet()) {
                read(folder.getKey(), folder.getValue(), depth);
            }
        }

        /** Returns whether the folder was moved; one moved deeper, or to more than one place, could exceed a limit and is read. */
        private boolean hasMoved(ObjectId tree, Place place, int depth) {
            return place.times() == 1 && gone.getOrDefault(tree, 0) >= depth && gone.remove(tree) != null;
        }

        private void read(ObjectId tree, Place place, int depth) throws IOException, ProposalException {
            String path = place.path();
            Contents contents = trees.contents(
                    tree,
                    path,
                    commit,
                    entry -> files.add(entry, Paths.join(path, TreeObjectCheck.shown(entry.name()))));
            String longest = Paths.join(path, contents.longest());
            count(longest, place.times() * contents.entries());
            checkLength(longest);
            for (TreeStore.Folder folder : contents.folders()) {
                level(depth + 1)
                        .add(folder.tree(), List.of(), new Place(Paths.join(path, folder.name()), place.times()));
            }
        }

        private void compare(Pair folder, Place place, int depth) throws IOException, ProposalException {
            byte[] raw = trees.checked(folder.tree(), place.path(), commit);
            if (raw == null) {
                return;
            }
            ParentEntries before = new ParentEntries(raw);
            for (ObjectId tree : folder.before()) {
                byte[] old = trees.known(tree, place.path(), commit);
                before.add(new ParentTree(old == null ? new byte[0] : old, entry -> gone(entry, depth + 1)));
            }
            RawTree entry = new RawTree(raw);
            for (int number = 0; entry.next(); number++) {
                if (!before.isSame(number)) {
                    String path = Paths.join(place.path(), TreeObjectCheck.shown(entry.name()));
                    checkChanged(entry, path, before.isNew(number));
                    count(path, place.times());
                    if (entry.isFolder()) {
                        level(depth + 1).add(entry.id(), before.folders(number), new Place(path, place.times()));
                    } else {
                        files.add(entry, path);
                    }
                }
            }
        }

        private void checkChanged(RawTree entry, String path, boolean isNew) throws ProposalException {
            if (isNew) {
                checkLength(path);
            }
            if (isNew && !entry.isFolder()) {
                checkDepth(path);
            }
        }

        private void gone(RawTree entry, int depth) {
            if (entry.isFolder()) {
                gone.merge(entry.id(), depth, Math::max);
            } else {
                files.known(entry);
            }
        }

        private void openGone() throws IOException, ProposalException {
            Map<ObjectId, Integer> unopened = gone;
            gone = new HashMap<>();
            for (Map.Entry<ObjectId, Integer> folder : unopened.entrySet()) {
                byte[] raw = trees.known(folder.getKey(), "", commit);
                RawTree entry = new RawTree(raw == null ? new byte[0] : raw);
                while (entry.next()) {
                    gone(entry, folder.getValue() + 1);
                }
            }
        }

        private void count(String path, long more) throws ProposalException {
            brought += more;
            room += more * PlanMemory.ofFile(path.length());
            if (brought > limits.maxFiles()) {
                problems.at(
                        path,
                        commit,
                        "is where this push exceeds " + limits.maxFiles()
                                + " new files and folders; push fewer at a time");
                problems.throwIfAny();
            }
        }

        private void checkDepth(String path) throws ProposalException {
            if (Paths.depth(path) > limits.maxDepth()) {
                problems.at(path, commit, "is deeper than " + limits.maxDepth() + " folders");
            }
        }

        private void checkLength(String path) throws ProposalException {
            // A char takes up to three bytes, so that most paths need no encoding to be found short enough.
            if (path.length() * 3L > limits.maxPathBytes()
                    && path.getBytes(StandardCharsets.UTF_8).length > limits.maxPathBytes()) {
                problems.at(path, commit, "is longer than " + limits.maxPathBytes() + " bytes");
            }
        }
    }
}
