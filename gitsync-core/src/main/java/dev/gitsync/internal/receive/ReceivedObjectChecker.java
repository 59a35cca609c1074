package dev.gitsync.internal.receive;

import dev.gitsync.internal.tree.ReceivedBlobs;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jgit.lib.BlobObjectChecker;
import org.eclipse.jgit.lib.GitmoduleEntry;
import org.eclipse.jgit.lib.ObjectChecker;

/**
 * Checks each object of a pack while it arrives, except for what {@link PushedObjects} also detects, and reports with the path. Keeps
 * no list of the files that name submodules; {@link NewFiles} reads those. Hashes large blobs for the planner on the way.
 */
public final class ReceivedObjectChecker extends ObjectChecker {
    private static final EnumSet<ErrorType> FOUND_LATER = EnumSet.of(
            ErrorType.NULL_SHA1,
            ErrorType.DUPLICATE_ENTRIES,
            ErrorType.TREE_NOT_SORTED,
            ErrorType.ZERO_PADDED_FILEMODE,
            ErrorType.EMPTY_NAME,
            ErrorType.FULL_PATHNAME,
            ErrorType.HAS_DOT,
            ErrorType.HAS_DOTDOT,
            ErrorType.HAS_DOTGIT,
            ErrorType.BAD_UTF8,
            ErrorType.GITMODULES_BLOB,
            ErrorType.GITMODULES_SYMLINK);

    private final ReceivedBlobs received;

    /** Creates a checker for one pack, which records its large blobs in {@code received}. */
    public ReceivedObjectChecker(ReceivedBlobs received) {
        this.received = received;
        setIgnore(FOUND_LATER);
    }

    @Override
    public BlobObjectChecker newBlobObjectChecker() {
        return received.observer();
    }

    @Override
    public List<GitmoduleEntry> getGitsubmodules() {
        return List.of();
    }
}
