package dev.gitsync.internal.receive;

import dev.gitsync.repository.pack.DeltaLimit;
import dev.gitsync.repository.pack.ObjectLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jgit.lib.GitmoduleEntry;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectChecker.ErrorType;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;

/**
 * JGit's service for push, set up to check what is in the pack by itself, and to leave to {@link PushedObjects} what needs
 * to be seen as a whole. JGit would compare the push with the whole tree of {@code main}, by recursion, and would tell of a bad
 * name without the path.
 */
public final class PushReceiver extends ReceivePack {
    /** Trees and commits need room, however small files have to be. */
    private static final long LEAST_OBJECT_LIMIT = 16L << 20;

    /** What {@link PushedObjects} finds too, and names by its path. */
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

    private @Nullable ClientOutput client;

    /**
     * Receives into a repository.
     *
     * @param mostFileBytes how large a file may be, in bytes
     * @param mostPackBytes how large the pack may be, in bytes
     * @param mostDeltaDepth how many deltas may stand on each other in it
     * @param mostObjects how many objects it may have
     */
    public PushReceiver(
            Repository repository, long mostFileBytes, long mostPackBytes, int mostDeltaDepth, int mostObjects) {
        super(repository);
        long mostObjectBytes = Math.max(mostFileBytes, LEAST_OBJECT_LIMIT);
        setMaxObjectSizeLimit(mostObjectBytes);
        setMaxPackSizeLimit(mostPackBytes);
        DeltaLimit.set(repository.getConfig(), mostDeltaDepth, mostObjectBytes);
        ObjectLimit.set(repository.getConfig(), mostObjects);
        setUnpackErrorHandler(new UnpackFailure(this, mostObjectBytes, mostPackBytes, mostObjects));
        connectivityChecker = (info, haves, monitor) -> {};
        setObjectChecker(new Checker());
        setCheckReferencedObjectsAreReachable(false);
        setAllowDeletes(false);
        setAllowNonFastForwards(false);
    }

    @Override
    protected void init(InputStream input, OutputStream output, OutputStream messages) {
        ClientOutput watched = new ClientOutput(output);
        client = watched;
        super.init(input, watched, messages);
    }

    /**
     * Sends a line to the client at once and answers whether it could be sent; so a client that is gone is noticed, of which
     * JGit says nothing.
     */
    public boolean tell(String line) throws IOException {
        sendMessage(line);
        OutputStream messages = getMessageOutputStream();
        if (messages != null) {
            messages.flush();
        }
        return client == null || !client.hasFailed();
    }

    /** Keeps no list of the files that name submodules; {@link NewFiles} reads those. */
    private static final class Checker extends ObjectChecker {
        Checker() {
            setIgnore(FOUND_LATER);
        }

        @Override
        public List<GitmoduleEntry> getGitsubmodules() {
            return List.of();
        }
    }
}
