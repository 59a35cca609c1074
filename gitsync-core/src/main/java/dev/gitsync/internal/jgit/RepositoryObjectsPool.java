package dev.gitsync.internal.jgit;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the repositories on disk that were in use lately and are not at the moment: whoever opens them anew reads the
 * indexes of all packs, 28 bytes for each object in there. JGit lets go of those when memory is short. Safe for use by several
 * threads.
 */
public final class RepositoryObjectsPool {
    private static final int MOST = 32;
    private static final int MOST_OF_ONE = 4;

    private final Deque<Idle> idle = new ArrayDeque<>(); // the newest first

    /** Objects that nobody uses. */
    private record Idle(Path repository, RepositoryObjects objects) {}

    /** Those of a repository, if some are left; they are the caller's until he gives them back. */
    synchronized @Nullable RepositoryObjects take(Path repository) {
        for (Iterator<Idle> all = idle.iterator(); all.hasNext(); ) {
            Idle next = all.next();
            if (next.repository().equals(repository)) {
                all.remove();
                return next.objects();
            }
        }
        return null;
    }

    /** Closes those of a repository, so that files which are deleted take up no room any more. */
    public synchronized void forget(Path repository) {
        for (RepositoryObjects next = take(repository); next != null; next = take(repository)) {
            next.close();
        }
    }

    /** Keeps them for the next who needs them, or closes them. */
    synchronized void give(Path repository, RepositoryObjects objects) {
        long alike = idle.stream()
                .filter(each -> each.repository().equals(repository))
                .count();
        if (alike >= MOST_OF_ONE) {
            objects.close();
            return;
        }
        idle.addFirst(new Idle(repository, objects));
        if (idle.size() > MOST) {
            idle.removeLast().objects().close();
        }
    }
}
