package dev.gitsync.internal.mirror.folder;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Commits of the remote and their translations. Not safe for use by several threads. */
interface CommitPairs {
    /** Returns the translation of a commit of the remote: the zero id for nothing, empty if it was not translated yet. */
    Optional<ObjectId> wiki(ObjectId remote) throws IOException;

    /** Returns a commit of the remote whose translation is {@code wiki} and not that of one of its parents; empty if none is known. */
    Optional<ObjectId> remote(ObjectId wiki) throws IOException;

    /** Notes the translation of a commit that has none yet. */
    void put(Translation translation) throws IOException;

    /**
     * A pair of commits.
     *
     * @param isOwn whether {@code wiki} was made from {@code remote}; false if it was made from a parent of it, or is the zero id
     */
    record Translation(ObjectId remote, ObjectId wiki, boolean isOwn) {}
}
