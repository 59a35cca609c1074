package dev.gitsync.internal.mirror.folder;

import dev.gitsync.internal.tree.StreamedBlobs;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * Copies commits from one repository to another, oldest first. Of each tree, it copies what differs from that of the first parent, so
 * the cost is that of the changes. Not safe for use by several threads.
 */
final class CommitCopy {
    private final ObjectReader from;
    private final HintedInserter to;
    private final Limits limits;
    private final Set<ObjectId> copied = new HashSet<>();

    /**
     * Creates a copy.
     *
     * @param to the inserter, which the caller flushes
     */
    CommitCopy(ObjectReader from, HintedInserter to, Limits limits) {
        this.from = from;
        this.to = to;
        this.limits = limits;
    }

    /**
     * What may be copied at once.
     *
     * @param objects the maximum number of objects
     * @param fileBytes the maximum size of a file
     */
    record Limits(int objects, long fileBytes) {
        static final Limits NONE = new Limits(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Thrown when more would have to be copied than the {@link Limits} allow. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }

    /** Tells which commits the target has with all of their histories. */
    @FunctionalInterface
    interface Known {
        boolean contains(ObjectId commit) throws IOException;
    }

    /** A commit on the way. */
    private record Step(ObjectId id, CommitText text) {}

    /** A tree to copy, and one that the target has in its place; the zero id if it has none. */
    private record Pair(ObjectId tree, ObjectId before) {}

    /** Copies a commit and its history, as far as it is not known. */
    void copy(ObjectId commit, Known known) throws IOException {
        Deque<Step> steps = new ArrayDeque<>();
        push(steps, commit, known);
        while (!steps.isEmpty()) {
            Step step = steps.peek();
            boolean isReady = true;
            for (ObjectId parent : step.text().parents()) {
                isReady &= !push(steps, parent, known);
            }
            if (isReady) {
                steps.pop();
                copy(step);
            }
        }
    }

    private boolean push(Deque<Step> steps, ObjectId commit, Known known) throws IOException {
        if (copied.contains(commit) || known.contains(commit)) {
            return false;
        }
        steps.push(new Step(commit, CommitText.read(from, commit)));
        return true;
    }

    private void copy(Step step) throws IOException {
        copy(step.id(), step.text());
    }

    /** Copies a commit whose parents the target has. */
    void copy(ObjectId commit, CommitText text) throws IOException {
        if (isCopiedBefore(commit)) {
            return;
        }
        List<ObjectId> parents = text.parents();
        copyTree(
                text.tree(),
                parents.isEmpty()
                        ? ObjectId.zeroId()
                        : CommitText.read(from, parents.get(0)).tree());
        to.insert(Constants.OBJ_COMMIT, text.bytes());
    }

    /** Reads a commit where it is copied from. */
    CommitText read(ObjectId commit) throws IOException {
        return CommitText.read(from, commit);
    }

    /** Returns what the copies are inserted with. */
    HintedInserter inserter() {
        return to;
    }

    private void copyTree(ObjectId root, ObjectId rootBefore) throws IOException {
        Deque<Pair> left = new ArrayDeque<>();
        left.push(new Pair(root, rootBefore));
        while (!left.isEmpty()) {
            Pair pair = left.pop();
            if (!pair.tree().equals(pair.before()) && !isCopiedBefore(pair.tree())) {
                copyLevel(pair, left);
            }
        }
    }

    private void copyLevel(Pair pair, Deque<Pair> left) throws IOException {
        byte[] raw = from.open(pair.tree(), Constants.OBJ_TREE).getBytes();
        Map<String, TreeItem> before = new LinkedHashMap<>();
        Map<String, TreeItem> after = new LinkedHashMap<>();
        TreeItems.readDifferent(parser(before(pair)), before, parser(raw), after);
        for (Map.Entry<String, TreeItem> entry : after.entrySet()) {
            TreeItem item = entry.getValue();
            if (item.isFolder()) {
                left.push(new Pair(item.id(), folder(before.get(entry.getKey()))));
            } else if (!FileMode.GITLINK.equals(item.mode()) && !isCopiedBefore(item.id())) {
                copyFile(item.id());
            }
        }
        to.insertSimilar(Constants.OBJ_TREE, raw, pair.before());
    }

    private byte[] before(Pair pair) throws IOException {
        boolean isNone = pair.before().equals(ObjectId.zeroId());
        return isNone
                ? new byte[0]
                : from.open(pair.before(), Constants.OBJ_TREE).getBytes();
    }

    private static ObjectId folder(@Nullable TreeItem item) {
        return item != null && item.isFolder() ? item.id() : ObjectId.zeroId();
    }

    private static CanonicalTreeParser parser(byte[] raw) {
        CanonicalTreeParser parser = new CanonicalTreeParser();
        parser.reset(raw);
        return parser;
    }

    private void copyFile(ObjectId id) throws IOException {
        ObjectLoader file = StreamedBlobs.open(from, id);
        if (file.getSize() > limits.fileBytes()) {
            throw new TooLargeException(
                    "a file of " + file.getSize() + " bytes, more than the limit of " + limits.fileBytes() + " bytes");
        }
        if (!file.isLarge()) {
            to.insert(Constants.OBJ_BLOB, file.getCachedBytes());
            return;
        }
        try (InputStream in = file.openStream()) {
            to.insert(Constants.OBJ_BLOB, file.getSize(), in);
        }
    }

    private boolean isCopiedBefore(ObjectId id) throws IOException {
        if (!copied.add(id)) {
            return true;
        }
        if (copied.size() > limits.objects()) {
            throw new TooLargeException("more than " + limits.objects() + " new objects, the limit");
        }
        return false;
    }
}
