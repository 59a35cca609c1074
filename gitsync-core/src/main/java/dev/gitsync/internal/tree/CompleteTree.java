package dev.gitsync.internal.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Checks that everything in a tree is there, at a cost that follows its difference to other trees, of which that is known.
 * What those trees hold is complete, so it is enough to look at what they don't hold:
 *
 * <ol>
 *   <li>Folders that differ from the folders at the same path are compared, one level after the other. What only the new
 *       one has is <em>unknown</em>; folders that only the old ones have are <em>gone</em>, and may have moved.
 *   <li>As long as there are unknown folders, they are opened one level, and the gone ones as well: a folder that moved to
 *       another depth is known again after as many levels as it moved.
 *   <li>Files that are unknown in the end must be in the storage, whatever else is: an earlier push that was refused may
 *       have left parts of itself there.
 * </ol>
 */
public final class CompleteTree {
    private final ObjectReader reader;
    /** What the complete trees hold, as far as they were read. */
    private final Set<ObjectId> known = new HashSet<>();
    /** The new folders that were met, each of which is looked at once. */
    private final Set<ObjectId> met = new HashSet<>();

    private final Set<ObjectId> files = new LinkedHashSet<>();
    private List<Unknown> unknown = new ArrayList<>();
    private Set<ObjectId> gone = new LinkedHashSet<>();

    private CompleteTree(ObjectReader reader) {
        this.reader = reader;
    }

    /**
     * Checks {@code tree}.
     *
     * @param complete trees in which nothing is missing
     * @throws MissingObjectException naming the first object that is not there
     */
    public static void check(ObjectReader reader, ObjectId tree, List<ObjectId> complete) throws IOException {
        CompleteTree check = new CompleteTree(reader);
        check.known.addAll(complete);
        List<Pair> level = List.of(new Pair(tree, complete));
        while (!level.isEmpty()) {
            level = check.compare(level);
        }
        while (!check.unknown.isEmpty()) {
            check.open();
        }
        check.lookForFiles();
    }

    /** Compares the folders of one level and answers those of the next that differ. */
    private List<Pair> compare(List<Pair> level) throws IOException {
        List<List<Map<String, TreeItem>>> old = new ArrayList<>();
        for (Pair pair : level) {
            // All old folders first: what moved from one to the other is no difference then.
            old.add(readOld(pair.old()));
        }
        List<Pair> next = new ArrayList<>();
        for (int i = 0; i < level.size(); i++) {
            compare(level.get(i).tree(), old.get(i), next);
        }
        return next;
    }

    private List<Map<String, TreeItem>> readOld(List<ObjectId> folders) throws IOException {
        List<Map<String, TreeItem>> old = new ArrayList<>();
        for (ObjectId folder : folders) {
            Map<String, TreeItem> items = TreeItems.read(reader, folder);
            items.values().forEach(item -> known.add(item.id()));
            old.add(items);
        }
        return old;
    }

    private void compare(ObjectId tree, List<Map<String, TreeItem>> old, List<Pair> next) throws IOException {
        Map<String, TreeItem> items = TreeItems.read(reader, tree);
        items.forEach((name, item) -> {
            List<ObjectId> before = folders(old, name);
            if (!item.isFolder() || before.isEmpty()) {
                add(unknown, item, null);
            } else if (!known.contains(item.id()) && met.add(item.id())) {
                next.add(new Pair(item.id(), before));
            }
        });
        for (Map<String, TreeItem> folder : old) {
            folder.forEach((name, item) -> {
                TreeItem now = items.get(name);
                if (item.isFolder() && !item.equals(now) && (now == null || known.contains(now.id()))) {
                    gone.add(item.id());
                }
            });
        }
    }

    private static List<ObjectId> folders(List<Map<String, TreeItem>> parents, String name) {
        List<ObjectId> folders = new ArrayList<>();
        for (Map<String, TreeItem> parent : parents) {
            TreeItem item = parent.get(name);
            if (item != null && item.isFolder()) {
                folders.add(item.id());
            }
        }
        return folders;
    }

    /** Opens what is gone and what is unknown then, one level each. */
    private void open() throws IOException {
        openGone();
        List<Unknown> next = new ArrayList<>();
        for (Unknown folder : unknown) {
            for (TreeItem item : TreeItems.read(reader, folder.id()).values()) {
                add(next, item, folder);
            }
        }
        unknown = next;
    }

    private void openGone() throws IOException {
        if (gone.isEmpty()) {
            return;
        }
        Set<ObjectId> next = new LinkedHashSet<>();
        for (ObjectId folder : gone) {
            for (TreeItem item : TreeItems.read(reader, folder).values()) {
                if (known.add(item.id()) && item.isFolder()) {
                    next.add(item.id());
                }
            }
        }
        gone = next;
        unknown.removeIf(folder -> folder.isIn(known));
    }

    private void add(List<Unknown> folders, TreeItem item, @Nullable Unknown in) {
        if (known.contains(item.id()) || FileMode.GITLINK.equals(item.mode())) {
            return;
        }
        if (!item.isFolder()) {
            files.add(item.id());
        } else if (met.add(item.id())) {
            folders.add(new Unknown(item.id(), in));
        }
    }

    private void lookForFiles() throws IOException {
        files.removeAll(known);
        for (ObjectId file : files) {
            if (!reader.has(file)) {
                throw new MissingObjectException(file, Constants.OBJ_BLOB);
            }
        }
    }

    /** A folder that no complete tree has shown yet, and the unknown folder that it was found in. */
    private record Unknown(ObjectId id, @Nullable Unknown in) {
        boolean isIn(Set<ObjectId> known) {
            for (Unknown step = this; step != null; step = step.in()) {
                if (known.contains(step.id())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A new folder and the old ones at its path. */
    private record Pair(ObjectId tree, List<ObjectId> old) {}
}
