package dev.gitsync.internal.links;

import dev.gitsync.settings.PushLimits;

/**
 * Which entries of a tree are kept that are neither files nor folders.
 *
 * @param symlinks whether symbolic links are kept
 * @param submodules whether submodules and {@code .gitmodules} are kept
 */
public record KeptLinks(boolean symlinks, boolean submodules) {
    /** The default: neither is kept. */
    public static final KeptLinks NONE = new KeptLinks(false, false);

    /** What an operator has set. */
    public static KeptLinks of(PushLimits limits) {
        return new KeptLinks(limits.keepSymlinks(), limits.keepSubmodules());
    }
}
