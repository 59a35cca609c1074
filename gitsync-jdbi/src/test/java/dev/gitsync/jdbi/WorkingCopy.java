package dev.gitsync.jdbi;

import dev.gitsync.GitSync;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The files of one space in a clone, pushed through the API as one commit on {@code main}. */
final class WorkingCopy {
    private final Space space;
    private final SortedMap<String, byte[]> files = new TreeMap<>();

    WorkingCopy(Space space) {
        this.space = space;
    }

    /** Returns the contents by path. The caller may change the map. */
    SortedMap<String, byte[]> files() {
        return files;
    }

    WorkingCopy write(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    WorkingCopy write(String path, String content) {
        return write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    WorkingCopy delete(String path) {
        files.remove(path);
        return this;
    }

    /** Moves a file, or all files below a folder that ends with a slash. */
    WorkingCopy move(String from, String to) {
        for (String path : List.copyOf(files.keySet())) {
            if (path.equals(from) || (from.endsWith("/") && path.startsWith(from))) {
                files.put(to + path.substring(from.length()), Objects.requireNonNull(files.remove(path)));
            }
        }
        return this;
    }

    /** Replaces the files by those of {@code main}. */
    WorkingCopy fetch(GitSync sync) throws IOException {
        files.clear();
        try (Repository repository = sync.open(space);
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(repository.parseCommit(main(repository)).getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                files.put(
                        walk.getPathString(),
                        repository.open(walk.getObjectId(0)).getBytes());
            }
        }
        return this;
    }

    PushResult push(GitSync sync) throws IOException {
        return push(sync, () -> {});
    }

    /** Runs {@code action} when the objects are in the repository and before the push is applied. */
    PushResult push(GitSync sync, Runnable action) throws IOException {
        try (Repository repository = sync.open(space)) {
            ObjectId seen = main(repository);
            ObjectId commit = TestCommits.commit(repository, seen, files);
            action.run();
            return sync.ingestPush(
                    space,
                    repository,
                    new Pusher("ada", TestCommits.ADA, true),
                    new PushAttempt.Proposal(seen, commit, List.of("gitsync.allow-deletes=100")));
        }
    }

    private static ObjectId main(Repository repository) throws IOException {
        ObjectId main = repository.resolve(Constants.R_HEADS + "main");
        return main == null ? ObjectId.zeroId() : main;
    }
}
