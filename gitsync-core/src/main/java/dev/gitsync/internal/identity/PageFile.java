package dev.gitsync.internal.identity;

import org.eclipse.jgit.lib.ObjectId;

/**
 * A page file in one of the two compared trees.
 *
 * @param path its path, without file extension
 * @param blob its content
 */
public record PageFile(String path, ObjectId blob) {
    private static final ObjectId EMPTY = ObjectId.fromString("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");

    /** Returns whether the file has no content, and so nothing in common with any other. */
    boolean isEmpty() {
        return isEmpty(blob);
    }

    static boolean isEmpty(ObjectId blob) {
        return blob.equals(EMPTY);
    }
}
