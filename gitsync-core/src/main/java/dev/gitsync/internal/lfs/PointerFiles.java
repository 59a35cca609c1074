package dev.gitsync.internal.lfs;

import dev.gitsync.internal.tree.TreeEditor;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
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

    /** Returns the blob of a pointer, whether or not the repository has it. */
    public static ObjectId blob(LfsPointer pointer) {
        try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
            return ids.idFor(Constants.OBJ_BLOB, pointer.bytes());
        }
    }
}
