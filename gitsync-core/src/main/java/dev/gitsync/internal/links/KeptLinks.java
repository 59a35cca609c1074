package dev.gitsync.internal.links;

import dev.gitsync.settings.PushLimits;

/**
 * The entries of a tree, other than files and folders, that are kept.
 *
 * @param symlinks whether symbolic links are kept
 * @param submodules whether submodules and {@code .gitmodules} are kept
 */
public record KeptLinks(boolean symlinks, boolean submodules) {
    /** The default: neither is kept. */
    public static final KeptLinks NONE = new KeptLinks(false, false);

    /** Returns the kept entries as configured by the operator. */
    public static KeptLinks of(PushLimits limits) {
        return new KeptLinks(limits.keepSymlinks(), limits.keepSubmodules());
    }
}
