package dev.gitsync.internal.identity;

import java.util.List;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The commits from {@code main} to the pushed commit, with the data that identity needs.
 *
 * @param newestFirst the commits that {@code main} does not have, each before its parents
 */
public record PushedCommits(List<Commit> newestFirst) {
    /** Copies the list. */
    public PushedCommits {
        newestFirst = List.copyOf(newestFirst);
    }

    /** Returns no commits: identity is then derived from the two trees alone. */
    public static PushedCommits none() {
        return new PushedCommits(List.of());
    }

    /**
     * One commit.
     *
     * @param id its id
     * @param tree its tree
     * @param parents its parents in their order; those that {@code main} has are not among the commits
     */
    public record Commit(ObjectId id, ObjectId tree, List<Parent> parents) {
        /** Copies the list. */
        public Commit {
            parents = List.copyOf(parents);
        }
    }

    /** A parent of a commit, and its tree. */
    public record Parent(ObjectId id, ObjectId tree) {}
}
