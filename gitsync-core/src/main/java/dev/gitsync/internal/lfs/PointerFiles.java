package dev.gitsync.internal.lfs;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The files of a tree that have a pointer of Git LFS in place of their contents. The tree may change in the meantime. Not safe for use
 * by several threads.
 */
public final class PointerFiles {
    private final ObjectReader reader;
    private final TreeEditor tree;
    private final LfsAttributes attributes;

    /** Creates an instance for a tree. */
    public PointerFiles(ObjectReader reader, TreeEditor tree) {
        this.reader = reader;
        this.tree = tree;
        this.attributes = new LfsAttributes(reader);
    }

    /**
     * Returns the pointer that a file of the tree consists of, or empty if the blob has the contents of the file. The attributes are read
     * only if the blob has the form of a pointer.
     */
    public Optional<LfsPointer> pointer(String path, ObjectId blob) throws IOException {
        Optional<LfsPointer> pointer = LfsPointer.read(reader, blob);
        return pointer.isPresent() && attributes.isLfs(tree, path) ? pointer : Optional.empty();
    }

    /** Returns whether a file that is written to {@code path} must be this pointer. Empty contents have no pointer. */
    public boolean isWanted(LfsPointer pointer, String path) throws IOException {
        return pointer.size() > 0 && attributes.isLfs(tree, path);
    }

    /**
     * Makes a pointer of the file that is written to {@code path}: adds a line for exactly this file to the {@code .gitattributes} of its
     * folder, so that the line moves with the folder. Does nothing if the attributes say something about its filter already, or if
     * there can't be such a line; the file then has its contents.
     *
     * @param inserter inserts objects that the reader of this instance can read
     */
    public void track(String path, ObjectInserter inserter) throws IOException {
        if (attributes.isDecided(tree, path)) {
            return;
        }
        FileRule rule = new FileRule(Paths.name(path));
        Optional<byte[]> before = rulesOf(path);
        if (before.isEmpty() || rule.length() > AttributesParser.MAX_LINE) {
            return;
        }
        byte[] after = rule.appendedTo(before.get());
        if (after.length <= LfsAttributes.MAX_BYTES) {
            tree.putFile(rules(path), inserter.insert(Constants.OBJ_BLOB, after));
        }
    }

    /** Removes the line that {@link #track} added for the file at {@code path}, and returns whether there was one. */
    public boolean untrack(String path, ObjectInserter inserter) throws IOException {
        FileRule rule = new FileRule(Paths.name(path));
        Optional<byte[]> before = rulesOf(path).filter(rule::isIn);
        if (before.isEmpty()) {
            return false;
        }
        byte[] after = rule.removedFrom(before.get());
        if (after.length == 0) {
            tree.remove(rules(path));
        } else {
            tree.putFile(rules(path), inserter.insert(Constants.OBJ_BLOB, after));
        }
        return true;
    }

    /** Returns the attributes in the folder of a file; empty if there can't be any, or if they are too long to count. */
    private Optional<byte[]> rulesOf(String path) throws IOException {
        Optional<TreeItem> item = tree.find(rules(path));
        if (item.isEmpty()) {
            boolean isFree = tree.names(Paths.parent(path)).stream().noneMatch(LfsAttributes.FILE::equalsIgnoreCase);
            return isFree ? Optional.of(new byte[0]) : Optional.empty();
        }
        boolean isFile = (item.get().mode().getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
        ObjectId blob = item.get().id();
        return isFile && reader.getObjectSize(blob, Constants.OBJ_BLOB) <= LfsAttributes.MAX_BYTES
                ? Optional.of(reader.open(blob, Constants.OBJ_BLOB).getBytes(LfsAttributes.MAX_BYTES))
                : Optional.empty();
    }

    private static String rules(String path) {
        return Paths.join(Paths.parent(path), LfsAttributes.FILE);
    }

    /** Returns the blobs of a pointer in each of its {@linkplain LfsPointer#usualForms usual forms}, whether or not the repository has them. */
    public static List<ObjectId> usualBlobs(LfsPointer pointer) {
        try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
            return pointer.usualForms().stream()
                    .map(form -> ids.idFor(Constants.OBJ_BLOB, form))
                    .toList();
        }
    }
}
