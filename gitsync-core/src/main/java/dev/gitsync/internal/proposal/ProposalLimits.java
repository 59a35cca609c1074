package dev.gitsync.internal.proposal;

import dev.gitsync.internal.links.KeptLinks;
import dev.gitsync.settings.PushLimits;

/**
 * What a push may contain.
 *
 * @param maxPageBytes the size of a page file
 * @param maxFileBytes the size of any other file
 * @param maxDepth how many names a path may have
 * @param maxPathBytes how long a path may be, in bytes of UTF-8
 * @param maxFiles how many files and folders a commit, or all commits together, may bring to new places or change
 * @param maxCommits how many commits there may be
 * @param links whether symbolic links and submodules may stand in the newest commit
 */
public record ProposalLimits(
        int maxPageBytes,
        long maxFileBytes,
        int maxDepth,
        int maxPathBytes,
        int maxFiles,
        int maxCommits,
        KeptLinks links) {
    /** Deep enough for people, shallow enough for every tool that recurses. */
    public static final int DEFAULT_MAX_DEPTH = 64;
    /** So deep trees are compared, however deep the pages of the wiki stand; recursion ends there. */
    public static final int COMPARED_DEPTH = 1_000;
    /** What common file systems and archives still take. */
    public static final int DEFAULT_MAX_PATH_BYTES = 1024;

    /** What an operator has set, with the default depth and length of paths. */
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

    /** What a tree must obey that nobody pushed: no more than that it can be read, cloned, and turned into files. */
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
