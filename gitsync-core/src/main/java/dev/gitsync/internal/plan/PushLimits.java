package dev.gitsync.internal.plan;

/**
 * What a push may contain.
 *
 * @param maxPageBytes the size of a page file
 * @param maxFileBytes the size of any file
 * @param maxDepth how many names a path may have
 * @param maxPathBytes how long a path may be, in bytes of UTF-8
 */
public record PushLimits(int maxPageBytes, long maxFileBytes, int maxDepth, int maxPathBytes) {
    /** Deep enough for people, shallow enough for every tool that recurses. */
    public static final int DEFAULT_MAX_DEPTH = 64;
    /** What common file systems and archives still take. */
    public static final int DEFAULT_MAX_PATH_BYTES = 1024;

    /** The given sizes with the default depth and length of paths. */
    public static PushLimits ofSizes(int maxPageBytes, long maxFileBytes) {
        return new PushLimits(maxPageBytes, maxFileBytes, DEFAULT_MAX_DEPTH, DEFAULT_MAX_PATH_BYTES);
    }
}
