package dev.gitsync.internal.jgit;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A pool of the objects of recently used repositories on disk that are not open at the moment. Without it, opening a
 * repository reads the indexes of all packs, 28 bytes for each object in them. JGit releases the indexes when memory is
 * short. Safe for use by several threads.
 */
public final class RepositoryObjectsPool {
    private static final int MOST = 32;
    private static final int MOST_OF_ONE = 4;

    private final Deque<Idle> idle = new ArrayDeque<>(); // the newest first

    /** Objects that no open repository uses. */
    private record Idle(Path repository, RepositoryObjects objects) {}

    /** Returns objects of a repository, if the pool has any; they belong to the caller until it gives them back. */
    synchronized @Nullable RepositoryObjects borrow(Path repository) {
        for (Iterator<Idle> all = idle.iterator(); all.hasNext(); ) {
            Idle next = all.next();
            if (next.repository().equals(repository)) {
                all.remove();
                return next.objects();
            }
        }
        return null;
    }

    /** Closes the objects of a repository, so that deleted files no longer take up disk space. */
    public synchronized void forget(Path repository) {
        for (RepositoryObjects next = borrow(repository); next != null; next = borrow(repository)) {
            next.close();
        }
    }

    /** Keeps the objects for the next caller, or closes them. */
    synchronized void giveBack(Path repository, RepositoryObjects objects) {
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
