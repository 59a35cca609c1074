package dev.gitsync.internal.engine;

import java.util.EnumSet;
import java.util.List;
import org.eclipse.jgit.lib.GitmoduleEntry;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectChecker.ErrorType;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;

/**
 * JGit's service for push, set up to check what is in the pack by itself, and to leave to {@link ObjectGate} what needs to
 * be seen as a whole. JGit would compare the push with the whole tree of {@code main}, by recursion, and would tell of a bad
 * name without the path.
 */
final class PushReceiver extends ReceivePack {
    /** What the gate finds too, and names by its path. */
    private static final EnumSet<ErrorType> LEFT_TO_THE_GATE = EnumSet.of(
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

    PushReceiver(Repository repository) {
        super(repository);
        connectivityChecker = (info, haves, monitor) -> {};
        setObjectChecker(new Checker());
        setCheckReferencedObjectsAreReachable(false);
        setAllowDeletes(false);
        setAllowNonFastForwards(false);
    }

    /** Keeps no list of the files that name submodules; the gate reads those. */
    private static final class Checker extends ObjectChecker {
        Checker() {
            setIgnore(LEFT_TO_THE_GATE);
        }

        @Override
        public List<GitmoduleEntry> getGitsubmodules() {
            return List.of();
        }
    }
}
