package dev.gitsync.internal.proposal;

import dev.gitsync.internal.links.KeptLinks;
import dev.gitsync.settings.PushLimits;

/**
 * The limits of a push.
 *
 * @param maxPageBytes the maximum size of a page file
 * @param maxFileBytes the maximum size of any other file
 * @param maxDepth the maximum number of names in a path
 * @param maxPathBytes the maximum length of a path, in bytes of UTF-8
 * @param maxFiles the maximum number of files and folders that a commit, or all commits together, may add or change
 * @param maxCommits the maximum number of commits
 * @param links whether the newest commit may contain symbolic links and submodules
 */
public record ProposalLimits(
        int maxPageBytes,
        long maxFileBytes,
        int maxDepth,
        int maxPathBytes,
        int maxFiles,
        int maxCommits,
        KeptLinks links) {
    /** Deep enough for people, and shallow enough for every tool that recurses. */
    public static final int DEFAULT_MAX_DEPTH = 64;
    /** The maximum depth at which trees are compared, however deep the pages of the wiki are; recursion stops there. */
    public static final int COMPARED_DEPTH = 1_000;
    /** The maximum that common file systems and archives support. */
    public static final int DEFAULT_MAX_PATH_BYTES = 1024;

    /** Returns the limits that the operator configured, with the default depth and length of paths. */
    public static ProposalLimits of(PushLimits limits) {
        return new ProposalLimits(
                limits.maxPageBytes(),
                limits.maxFileBytes(),
                DEFAULT_MAX_DEPTH,
                DEFAULT_MAX_PATH_BYTES,
                limits.maxFiles(),
                limits.maxCommits(),
                KeptLinks.of(limits));
    }

    /** Returns the limits for a tree that was not pushed: it must only be possible to read it, clone it, and turn it into files. */
    public static ProposalLimits ofForm() {
        return new ProposalLimits(
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                DEFAULT_MAX_DEPTH,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                KeptLinks.NONE);
    }
}
