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

    /** Passes the files of {@code main}, or of a newer one, to {@code use}; they are invalid after the call. */
    <T> T with(Space space, Function<TreeFiles, T> use) {
        Tree tree = tree(space.id());
        try (Repository repository = gitSync.open(space);
                RevWalk commits = new RevWalk(repository)) {
            ObjectId main = repository.resolve(MAIN);
            ObjectId newest = main == null
                    ? ObjectId.zeroId()
                    : commits.parseCommit(main).getTree().copy();
            if (!tree.read(files -> files.isAt(newest))) {
                tree.follow(repository, newest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree.read(use);
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
    private static final class Tree {
        private final TreeFiles files = new TreeFiles();
        private final ReadWriteLock lock = new ReentrantReadWriteLock();

        <T> T read(Function<TreeFiles, T> use) {
            lock.readLock().lock();
            try {
                return use.apply(files);
            } finally {
                lock.readLock().unlock();
            }
        }

        void follow(Repository repository, ObjectId newest) throws IOException {
            lock.writeLock().lock();
            try {
                files.follow(repository, newest);
            } finally {
                lock.writeLock().unlock();
            }
        }
    }
}
