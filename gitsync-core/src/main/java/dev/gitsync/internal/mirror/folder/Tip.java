package dev.gitsync.internal.mirror.folder;

import org.eclipse.jgit.lib.ObjectId;

/**
 * A branch of the remote, and its translation.
 *
 * @param remote the commit at the remote; the zero id if there is no such branch
 * @param wiki its translation; the zero id if the folder has no history there
 */
record Tip(ObjectId remote, ObjectId wiki) {
    static final Tip NONE = new Tip(ObjectId.zeroId(), ObjectId.zeroId());

    boolean isNone() {
        return remote.equals(ObjectId.zeroId());
    }

    /** Returns whether the branch exists and the folder has a history there. */
    boolean hasFolder() {
        return !wiki.equals(ObjectId.zeroId());
    }
}
