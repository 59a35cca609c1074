package dev.gitsync.internal.receive;

import dev.gitsync.internal.plan.ProposalException;
import dev.gitsync.internal.plan.PushLimits;
import dev.gitsync.internal.receive.Level.Pair;
import dev.gitsync.internal.receive.Level.Place;
import dev.gitsync.internal.receive.TreeStore.Contents;
import dev.gitsync.internal.tree.Paths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Walks the trees of commits, each beside the trees of its parents, level by level and never by recursion:
 *
 * <ol>
 *   <li>A folder that a parent has at the same path, with the same tree, is not read.
 *   <li>A folder that a parent has with another tree is compared with that, entry by entry.
 *   <li>A folder that no parent has is read whole. Of trees at many paths each level has one, with the number of its paths;
 *       so a tree that unfolds to billions of files is found out after a few objects.
 *   <li>It ends at the allowed depth, and where there are more new paths than allowed.
 *   <li>Files that no parent had in a folder that changed or went are opened, to know that they are there and are files.
 * </ol>
 */
final class NewTrees {
    private final PushLimits limits;
    private final Problems problems;
    private final TreeStore trees;
    private final NewFiles files;

    NewTrees(ObjectReader reader, PushLimits limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
        this.trees = new TreeStore(reader, limits, problems);
        this.files = new NewFiles(reader, limits, problems);
    }

    /** Checks what a commit's tree has and none of {@code before} has at the same path. */
    void check(ObjectId commit, ObjectId tree, List<ObjectId> before) throws IOException, ProposalException {
        if (!before.contains(tree)) {
            new Walk(commit).walk(tree, before);
        }
    }

    /** One commit. */
    private final class Walk {
        private final ObjectId commit;
        private final Set<ObjectId> gone = new HashSet<>();
        private long brought;

        Walk(ObjectId commit) {
            this.commit = commit;
        }

        void walk(ObjectId root, List<ObjectId> before) throws IOException, ProposalException {
            Level level = new Level();
            level.add(root, before, new Place("", 1));
            for (int depth = 1; !level.isEmpty(); depth++) {
                if (depth > limits.maxDepth()) {
                    problems.at(level.anyPath(), commit, "is deeper than " + limits.maxDepth() + " folders");
                    return;
                }
                Level next = new Level();
                for (Map.Entry<Pair, Place> folder : level.changed().entrySet()) {
                    compare(folder.getKey(), folder.getValue(), next);
                }
                for (Map.Entry<ObjectId, Place> folder : level.come().entrySet()) {
                    read(folder.getKey(), folder.getValue(), next);
                }
                level = next;
            }
            if (files.isWaiting()) {
                openGone();
            }
            files.check(commit);
        }

        private void read(ObjectId tree, Place place, Level next) throws IOException, ProposalException {
            String path = place.path();
            Contents contents = trees.contents(
                    tree, path, commit, entry -> files.add(entry, Paths.join(path, TreeForm.shown(entry.name()))));
            count(path, place.times() * contents.entries());
            checkLength(Paths.join(path, contents.longest()));
            for (TreeStore.Folder folder : contents.folders()) {
                next.add(folder.tree(), List.of(), new Place(Paths.join(path, folder.name()), place.times()));
            }
        }

        private void compare(Pair folder, Place place, Level next) throws IOException, ProposalException {
            byte[] raw = trees.checked(folder.tree(), place.path(), commit);
            if (raw == null) {
                return;
            }
            List<OldTree> before = new ArrayList<>();
            for (ObjectId tree : folder.before()) {
                byte[] old = trees.known(tree, place.path(), commit);
                before.add(new OldTree(old == null ? new byte[0] : old, this::gone));
            }
            RawTree entry = new RawTree(raw);
            while (entry.next()) {
                compare(entry, before, place, next);
            }
            before.forEach(OldTree::finish);
        }

        private void compare(RawTree entry, List<OldTree> before, Place place, Level next) throws ProposalException {
            boolean isKnown = false;
            List<ObjectId> counterparts = new ArrayList<>();
            for (OldTree old : before) {
                OldTree.Match match = old.match(entry);
                isKnown |= match == OldTree.Match.SAME;
                if (match == OldTree.Match.CHANGED && entry.isFolder()) {
                    counterparts.add(old.id());
                }
            }
            if (isKnown) {
                return;
            }
            String path = Paths.join(place.path(), TreeForm.shown(entry.name()));
            count(path, place.times());
            checkLength(path);
            if (entry.isFolder()) {
                next.add(entry.id(), counterparts, new Place(path, place.times()));
            } else {
                files.add(entry, path);
            }
        }

        private void gone(RawTree entry) {
            if (entry.isFolder()) {
                gone.add(entry.id());
            } else {
                files.known(entry);
            }
        }

        /** What folders held that went may have moved, and need not be opened to be known. */
        private void openGone() throws IOException, ProposalException {
            Deque<ObjectId> unopened = new ArrayDeque<>(gone);
            while (!unopened.isEmpty()) {
                byte[] raw = trees.known(unopened.pop(), "", commit);
                RawTree entry = new RawTree(raw == null ? new byte[0] : raw);
                while (entry.next()) {
                    if (!entry.isFolder()) {
                        files.known(entry);
                    } else if (gone.add(entry.id())) {
                        unopened.push(entry.id());
                    }
                }
            }
        }

        private void count(String path, long more) throws ProposalException {
            brought += more;
            if (brought > limits.maxFiles()) {
                problems.at(
                        path,
                        commit,
                        "is where this push goes beyond " + limits.maxFiles()
                                + " new files and folders; push fewer at a time");
                problems.throwIfAny();
            }
        }

        private void checkLength(String path) throws ProposalException {
            // A char has up to three bytes, so that most paths need not be encoded to be found short enough.
            if (path.length() * 3L > limits.maxPathBytes()
                    && path.getBytes(StandardCharsets.UTF_8).length > limits.maxPathBytes()) {
                problems.at(path, commit, "is longer than " + limits.maxPathBytes() + " bytes");
            }
        }
    }
}
