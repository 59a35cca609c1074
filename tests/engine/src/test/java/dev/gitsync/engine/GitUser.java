package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A git user with a clone, who edits files, commits and pushes. The clone is in the server's repository, without a transport. */
final class GitUser {
    static final Person GRACE = new Person("Grace Hopper", "grace@example.org");
    static final Pusher PUSHER = new Pusher("grace", GRACE);

    private final GitSync sync;
    private final Space space;
    private final SortedMap<String, ObjectId> files = new TreeMap<>();
    /** The modes of entries that are not plain files. */
    private final Map<String, FileMode> modes = new TreeMap<>();

    private ObjectId fetched = ObjectId.zeroId();
    private ObjectId head = ObjectId.zeroId();
    private Person author = GRACE;

    GitUser(GitSync sync, Space space) {
        this.sync = sync;
        this.space = space;
    }

    /** Fetches main and discards all unpushed changes. */
    GitUser fetch() {
        assertThat(sync.catchUp(space.id()).isCaughtUp()).isTrue();
        fetched = main();
        return at(fetched);
    }

    /** Checks out a commit of the server and discards all uncommitted changes. */
    GitUser at(ObjectId commit) {
        head = commit;
        files.clear();
        modes.clear();
        if (!head.equals(ObjectId.zeroId())) {
            files.putAll(blobs(head));
            modes.putAll(modes(head));
        }
        return this;
    }

    /** Returns the same clone with another server as its remote. */
    GitUser through(GitSync other) {
        GitUser same = new GitUser(other, space);
        same.files.putAll(files);
        same.modes.putAll(modes);
        same.fetched = fetched;
        same.head = head;
        return same;
    }

    GitUser as(Person person) {
        author = person;
        return this;
    }

    GitUser write(String path, String content) {
        return write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    GitUser write(String path, byte[] content) {
        files.put(path, inserting(inserter -> inserter.insert(Constants.OBJ_BLOB, content)));
        return this;
    }

    /** Sets the executable bit of an existing file, as {@code chmod +x} does. */
    GitUser makeExecutable(String path) {
        assertThat(files).containsKey(path);
        modes.put(path, FileMode.EXECUTABLE_FILE);
        return this;
    }

    /** Writes a symbolic link in place of any file at this path. */
    GitUser link(String path, String target) {
        modes.put(path, FileMode.SYMLINK);
        return write(path, target);
    }

    /** Writes a submodule in place of any file at this path. */
    GitUser submodule(String path) {
        modes.put(path, FileMode.GITLINK);
        files.put(path, ObjectId.fromString("1".repeat(40)));
        return this;
    }

    /** Returns the symbolic links and submodules of main: mode and object by path. */
    SortedMap<String, String> links() {
        ObjectId main = main();
        SortedMap<String, ObjectId> objects = blobs(main);
        SortedMap<String, String> links = new TreeMap<>();
        modes(main).forEach((path, mode) -> {
            if (!mode.equals(FileMode.EXECUTABLE_FILE)) {
                links.put(
                        path,
                        mode + " " + Objects.requireNonNull(objects.get(path)).name());
            }
        });
        return links;
    }

    /** Returns the executable files of main. */
    Set<String> executables() {
        Map<String, FileMode> special = modes(main());
        special.values().removeIf(mode -> !mode.equals(FileMode.EXECUTABLE_FILE));
        return new TreeSet<>(special.keySet());
    }

    /** Returns mode and blob of each file of main. */
    SortedMap<String, String> tree() {
        SortedMap<String, String> tree = new TreeMap<>();
        walk(
                main(),
                walk -> tree.put(
                        walk.getPathString(),
                        walk.getFileMode(0) + " " + walk.getObjectId(0).name()));
        return tree;
    }

    GitUser delete(String path) {
        assertThat(files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/")))
                .as("delete %s", path)
                .isTrue();
        modes.keySet().retainAll(files.keySet());
        return this;
    }

    /** Moves a file or a folder. */
    GitUser move(String from, String to) {
        List<String> moved = files.keySet().stream()
                .filter(file -> file.equals(from) || file.startsWith(from + "/"))
                .toList();
        assertThat(moved).as("move %s", from).isNotEmpty();
        Map<String, ObjectId> arrived = new TreeMap<>();
        moved.forEach(file -> arrived.put(to + file.substring(from.length()), files.remove(file)));
        moved.stream()
                .filter(modes::containsKey)
                .toList()
                .forEach(file -> modes.put(to + file.substring(from.length()), modes.remove(file)));
        files.putAll(arrived);
        return this;
    }

    /** Commits on top of the current commit, as a merge with {@code merged} if there are any. */
    ObjectId commit(String message, ObjectId... merged) {
        ObjectId tree = inserting(this::writeTree);
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        if (!head.equals(ObjectId.zeroId())) {
            commit.setParentId(head);
        }
        for (ObjectId parent : merged) {
            commit.addParentId(parent);
        }
        PersonIdent ident = new PersonIdent(
                author.name(), author.email(), Instant.parse("2026-11-23T15:00:00Z"), ZoneOffset.ofHours(1));
        commit.setAuthor(ident);
        commit.setCommitter(ident);
        commit.setMessage(message);
        head = inserting(inserter -> inserter.insert(commit));
        return head;
    }

    PushResult push(String... options) {
        try (Repository repository = sync.open(space)) {
            PushResult result = sync.ingestPush(
                    space, repository, PUSHER, new PushAttempt.Proposal(fetched, head, List.of(options)));
            if (result instanceof PushResult.Accepted) {
                fetched = head;
            }
            return result;
        }
    }

    /** Commits, pushes, and checks that the push is accepted. */
    PushResult.Accepted pushed(String message) {
        commit(message);
        PushResult result = push();
        assertThat(result).isInstanceOf(PushResult.Accepted.class);
        assertThat(main()).isEqualTo(head);
        return (PushResult.Accepted) result;
    }

    /** Commits, pushes, checks that the push is refused, and discards the commit. */
    PushResult.Refused refused(String message) {
        ObjectId before = main();
        commit(message);
        PushResult result = push();
        assertThat(result).isInstanceOf(PushResult.Refused.class);
        assertThat(main()).isEqualTo(before);
        return (PushResult.Refused) result;
    }

    ObjectId main() {
        try (Repository repository = sync.open(space)) {
            ObjectId id = repository.resolve(Constants.R_HEADS + "main");
            return id == null ? ObjectId.zeroId() : id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectId head() {
        return head;
    }

    /** Returns the paths in the clone, pushed or not. */
    List<String> files() {
        return List.copyOf(files.keySet());
    }

    /** Returns whether a file has the path of a folder of another file, which no file system allows. */
    boolean isClash() {
        return files.keySet().stream()
                .anyMatch(path -> files.keySet().stream().anyMatch(other -> other.startsWith(path + "/")));
    }

    /** Returns the paths of main. */
    List<String> paths() {
        ObjectId main = main();
        return main.equals(ObjectId.zeroId())
                ? List.of()
                : List.copyOf(blobs(main).keySet());
    }

    /** Returns the text of a file of main. */
    String read(String path) {
        return new String(readBytes(path), StandardCharsets.UTF_8);
    }

    byte[] readBytes(String path) {
        ObjectId blob = blobs(main()).get(path);
        assertThat(blob).as(path).isNotNull();
        try (Repository repository = sync.open(space)) {
            return repository.open(blob, Constants.OBJ_BLOB).getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of each file of a commit, by path. */
    SortedMap<String, String> texts(ObjectId commit) {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Repository repository = sync.open(space)) {
            for (Map.Entry<String, ObjectId> file : blobs(commit).entrySet()) {
                byte[] bytes =
                        repository.open(file.getValue(), Constants.OBJ_BLOB).getBytes();
                texts.put(file.getKey(), new String(bytes, StandardCharsets.UTF_8));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the commits of main, oldest first. */
    List<RevCommit> log() {
        List<RevCommit> commits = new ArrayList<>();
        try (Repository repository = sync.open(space);
                RevWalk walk = new RevWalk(repository)) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.REVERSE, true);
            walk.markStart(walk.parseCommit(main()));
            walk.forEach(commits::add);
            return commits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SortedMap<String, ObjectId> blobs(ObjectId commit) {
        SortedMap<String, ObjectId> found = new TreeMap<>();
        walk(commit, walk -> found.put(walk.getPathString(), walk.getObjectId(0)));
        return found;
    }

    private Map<String, FileMode> modes(ObjectId commit) {
        Map<String, FileMode> found = new TreeMap<>();
        walk(commit, walk -> {
            if (!walk.getFileMode(0).equals(FileMode.REGULAR_FILE)) {
                found.put(walk.getPathString(), walk.getFileMode(0));
            }
        });
        return found;
    }

    private void walk(ObjectId commit, Consumer<TreeWalk> visitor) {
        try (Repository repository = sync.open(space);
                RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commits.parseCommit(commit).getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                visitor.accept(walk);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectId writeTree(ObjectInserter inserter) throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        files.forEach((path, blob) -> {
            DirCacheEntry entry = new DirCacheEntry(path);
            entry.setFileMode(modes.getOrDefault(path, FileMode.REGULAR_FILE));
            entry.setObjectId(blob);
            builder.add(entry);
        });
        builder.finish();
        return cache.writeTree(inserter);
    }

    private ObjectId inserting(Insertion insertion) {
        try (Repository repository = sync.open(space);
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = insertion.insert(inserter);
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Insertion {
        ObjectId insert(ObjectInserter inserter) throws IOException;
    }
}
