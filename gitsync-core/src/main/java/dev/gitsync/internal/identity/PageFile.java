package dev.gitsync.internal.identity;

import org.eclipse.jgit.lib.ObjectId;

/**
 * A page file in one of the two trees that are compared.
 *
 * @param path where it is, without ending
 * @param blob its content
 */
public record PageFile(String path, ObjectId blob) {
    private static final ObjectId EMPTY = ObjectId.fromString("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");

    /** Whether it has no content, and so nothing in common with anything. */
    boolean isEmpty() {
        return isEmpty(blob);
    }

    static boolean isEmpty(ObjectId blob) {
        return blob.equals(EMPTY);
    }
}
