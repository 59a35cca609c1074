package dev.gitsync.demo.links;

import dev.gitsync.GitSync;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Keeps the names of the files of the spaces that were used last in memory. Thread-safe. */
final class SpaceTrees {
    private static final int MAX_SPACES = 16;
    private static final String MAIN = Constants.R_HEADS + "main";

    private final GitSync gitSync;
    private final Map<SpaceId, Tree> trees = new LinkedHashMap<>(MAX_SPACES, 0.75f, true);

    SpaceTrees(GitSync gitSync) {
        this.gitSync = gitSync;
    }

    /** Passes the files of {@code main} to {@code use}; they are invalid after the call. */
    <T> T with(Space space, Function<TreeFiles, T> use) {
        Tree tree = tree(space.id());
        tree.follow(space);
        try {
            return use.apply(tree.files);
        } finally {
            tree.lock.readLock().unlock();
        }
    }

    private Tree tree(SpaceId space) {
        synchronized (trees) {
            Tree tree = trees.computeIfAbsent(space, id -> new Tree());
            if (trees.size() > MAX_SPACES) {
                trees.remove(trees.keySet().iterator().next());
            }
            return tree;
        }
    }

    /** The files of one space: many read them at the same time. */
    private final class Tree {
        private final TreeFiles files = new TreeFiles();
        private final ReadWriteLock lock = new ReentrantReadWriteLock();

        /** Follows {@code main}, and returns with the lock for reading. */
        void follow(Space space) {
            try (Repository repository = gitSync.open(space);
                    RevWalk commits = new RevWalk(repository)) {
                ObjectId main = repository.resolve(MAIN);
                ObjectId newest = main == null
                        ? ObjectId.zeroId()
                        : commits.parseCommit(main).getTree().copy();
                lock.readLock().lock();
                if (files.isAt(newest)) {
                    return;
                }
                lock.readLock().unlock();
                lock.writeLock().lock();
                try {
                    files.follow(repository, newest);
                    lock.readLock().lock();
                } finally {
                    lock.writeLock().unlock();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
