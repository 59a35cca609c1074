package dev.gitsync.internal.inspect;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.report.VerifyReport.Difference.Kind;
import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Compares the files that are not pages. The wiki has no counterpart, so the tree of {@code main} or of the wiki's ref
 * is compared with the tree for which the index was written: every cycle that moves a ref also writes the index.
 */
record OtherFiles(PageFiles files, Workspace work) {
    private static final int EXPECTED = 0;
    private static final int FOUND = 1;

    /** Compares the tree of a commit; {@code ref} points to it. */
    void compare(String ref, ObjectId commit, Findings findings) throws IOException {
        ObjectId expected = work.index().head().tree();
        ObjectId found = work.treeOf(commit);
        try (TreeWalk walk = TreeDiff.files(work.reader(), expected, found)) {
            while (walk.next()) {
                work.budget().spend();
                if (!files.isPage(walk.getPathString())) {
                    findings.add(
                            Kind.OTHER_FILE_DIFFERS,
                            walk.getPathString(),
                            "is " + description(walk, FOUND) + " at " + ref + ", but was " + description(walk, EXPECTED)
                                    + " when the index was written");
                }
            }
        } catch (MissingObjectException e) {
            findings.add(
                    Kind.OTHER_FILE_DIFFERS,
                    ref,
                    "has tree " + found.name() + ", but the index was written for tree " + expected.name()
                            + ", which is not whole in the repository");
        }
    }

    private static String description(TreeWalk walk, int tree) {
        return walk.getFileMode(tree).equals(FileMode.MISSING)
                ? "missing"
                : "blob " + walk.getObjectId(tree).name();
    }
}
