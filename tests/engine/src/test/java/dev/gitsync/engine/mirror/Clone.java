package dev.gitsync.engine.mirror;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A person with a clone of a repository: commits and merges there; the objects go right into the repository. */
final class Clone {
    private static final Instant START = Instant.parse("2026-11-23T15:00:00Z");
    private int commits;

    private final Supplier<Repository> repository;
    private final SortedMap<String, ObjectId> files = new TreeMap<>();
    private ObjectId head = ObjectId.zeroId();

    Clone(Supplier<Repository> repository) {
        this.repository = repository;
    }

    /** Begins at a commit, the zero id for none, and forgets everything else. */
    Clone at(ObjectId commit) throws IOException {
        head = commit;
        files.clear();
        files.putAll(files(commit));
        return this;
    }

    Clone write(String path, String content) throws IOException {
        return write(Map.of(path, content));
    }

    /** Writes many files at once: content by path. */
    Clone write(Map<String, String> contents) throws IOException {
        try (Repository git = repository.get();
                ObjectInserter inserter = git.newObjectInserter()) {
            for (Map.Entry<String, String> file : contents.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                files.put(file.getKey(), inserter.insert(Constants.OBJ_BLOB, content));
            }
            inserter.flush();
        }
        return this;
    }

    Clone delete(String path) {
        files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
        return this;
    }

    /** Commits the files on top of the commit where this clone is. */
    ObjectId commit(String message) throws IOException {
        return commit(message, head.equals(ObjectId.zeroId()) ? List.of() : List.of(head));
    }

    /** Commits the files, as a merge with another commit. */
    ObjectId merge(ObjectId other, String message) throws IOException {
        return commit(message, List.of(head, other));
    }

    private ObjectId commit(String message, List<ObjectId> parents) throws IOException {
        try (Repository git = repository.get();
                ObjectInserter inserter = git.newObjectInserter()) {
            DirCache cache = DirCache.newInCore();
            DirCacheBuilder builder = cache.builder();
            files.forEach((path, id) -> {
                DirCacheEntry entry = new DirCacheEntry(path);
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(id);
                builder.add(entry);
            });
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(cache.writeTree(inserter));
            commit.setParentIds(parents);
            PersonIdent grace =
                    new PersonIdent("Grace Hopper", "grace@example.org", START.plusSeconds(commits++), ZoneOffset.UTC);
            commit.setAuthor(grace);
            commit.setCommitter(grace);
            commit.setMessage(message);
            head = inserter.insert(commit);
            inserter.flush();
            return head;
        }
    }

    ObjectId head() {
        return head;
    }

    /** The paths of the files as they are here. */
    List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /** Returns the files of a commit. */
    SortedMap<String, ObjectId> files(ObjectId commit) throws IOException {
        SortedMap<String, ObjectId> found = new TreeMap<>();
        if (!commit.equals(ObjectId.zeroId())) {
            try (Repository git = repository.get();
                    TreeWalk walk = new TreeWalk(git)) {
                walk.addTree(git.parseCommit(commit).getTree());
                walk.setRecursive(true);
                while (walk.next()) {
                    found.put(walk.getPathString(), walk.getObjectId(0));
                }
            }
        }
        return found;
    }

    /** Returns the content of a file of a commit. */
    String read(ObjectId commit, String path) throws IOException {
        try (Repository git = repository.get()) {
            ObjectId blob = files(commit).get(path);
            return new String(git.open(blob).getBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns a branch, the zero id if there is none. */
    ObjectId branch(String name) throws IOException {
        try (Repository git = repository.get()) {
            ObjectId id = git.resolve(Constants.R_HEADS + name);
            return id == null ? ObjectId.zeroId() : id;
        }
    }

    /** Moves a branch from one commit to another; returns false if it is no longer there. */
    boolean push(String name, ObjectId from, ObjectId to) throws IOException {
        try (Repository git = repository.get()) {
            RefUpdate update = git.updateRef(Constants.R_HEADS + name);
            update.setExpectedOldObjectId(from);
            update.setNewObjectId(to);
            update.disableRefLog();
            RefUpdate.Result result = update.update();
            return result == RefUpdate.Result.NEW || result == RefUpdate.Result.FAST_FORWARD;
        }
    }

    /** Sets a branch, by force; the zero id deletes it. */
    void set(String name, ObjectId commit) throws IOException {
        setRef(Constants.R_HEADS + name, commit);
    }

    /** Sets a ref, by force; the zero id deletes it. */
    void setRef(String name, ObjectId commit) throws IOException {
        try (Repository git = repository.get()) {
            RefUpdate update = git.updateRef(name);
            update.setForceUpdate(true);
            update.disableRefLog();
            if (commit.equals(ObjectId.zeroId())) {
                update.delete();
            } else {
                update.setNewObjectId(commit);
                update.update();
            }
        }
    }

    /** Whether a commit is in the history of another one. */
    boolean contains(ObjectId newer, ObjectId older) throws IOException {
        try (Repository git = repository.get();
                RevWalk walk = new RevWalk(git)) {
            return walk.isMergedInto(walk.parseCommit(older), walk.parseCommit(newer));
        }
    }

    /** The messages of all commits of a history, newest first. */
    List<String> log(ObjectId tip) throws IOException {
        List<String> messages = new ArrayList<>();
        try (Repository git = repository.get();
                RevWalk walk = new RevWalk(git)) {
            walk.markStart(walk.parseCommit(tip));
            for (RevCommit commit : walk) {
                messages.add(commit.getFullMessage().strip());
            }
        }
        return messages;
    }
}
