package dev.gitsync.engine.mirror.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Writes commits into a repository and reads them, with the files of a commit as a map from path to content. */
final class Commits {
    private static final long START = 1_700_000_000L;

    private final Supplier<Repository> repository;
    private long commits;

    Commits(Supplier<Repository> repository) {
        this.repository = repository;
    }

    /** Commits these files and no others. */
    ObjectId commit(SortedMap<String, String> files, String message, ObjectId... parents) {
        return commit(files, "", message, parents);
    }

    /** Commits these files and no others; {@code extras} are further lines of the header. */
    ObjectId commit(SortedMap<String, String> files, String extras, String message, ObjectId... parents) {
        try (Repository git = repository.get();
                ObjectInserter inserter = git.newObjectInserter()) {
            StringBuilder text = new StringBuilder("tree ")
                    .append(tree(files, inserter).name())
                    .append('\n');
            for (ObjectId parent : parents) {
                text.append("parent ").append(parent.name()).append('\n');
            }
            long time = START + 60 * commits++;
            text.append("author Ada Lovelace <ada@example.org> ").append(time).append(" +0100\n");
            text.append("committer Grace Hopper <grace@example.org> ")
                    .append(time + 5)
                    .append(" -0500\n");
            text.append(extras).append('\n').append(message);
            ObjectId id = inserter.insert(Constants.OBJ_COMMIT, text.toString().getBytes(StandardCharsets.UTF_8));
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits one file on top of a ref, and moves the ref. Reads only the folders of the file. */
    void grow(String ref, String path, String content) throws IOException {
        set(ref, grown(ref(ref), path, List.of(content)));
    }

    /** As many commits on top of another one, each of which changes the same file. Returns the newest. */
    ObjectId repeated(ObjectId tip, String path, int count) throws IOException {
        return grown(
                tip, path, IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    private ObjectId grown(ObjectId tip, String path, List<String> contents) throws IOException {
        try (Repository git = repository.get();
                ObjectInserter inserter = git.newObjectInserter();
                ObjectReader reader = inserter.newReader()) {
            ObjectId commit = tip;
            ObjectId tree = git.parseCommit(tip).getTree();
            for (String content : contents) {
                ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
                tree = with(tree, path, blob, reader, inserter);
                CommitBuilder builder = new CommitBuilder();
                builder.setTreeId(tree);
                builder.setParentId(commit);
                builder.setAuthor(new PersonIdent(
                        "Ada", "ada@example.org", Instant.ofEpochSecond(START + commits++), ZoneOffset.UTC));
                builder.setCommitter(builder.getAuthor());
                builder.setMessage("Set " + path + " to " + content);
                commit = inserter.insert(builder);
            }
            inserter.flush();
            return commit;
        }
    }

    private static ObjectId with(
            ObjectId tree, String path, ObjectId blob, ObjectReader reader, ObjectInserter inserter)
            throws IOException {
        int slash = path.indexOf('/');
        String name = slash < 0 ? path : path.substring(0, slash);
        SortedMap<String, TreeItem> items = new TreeMap<>(TreeItems.read(reader, tree));
        TreeItem old = items.get(name);
        items.put(
                name,
                slash < 0
                        ? new TreeItem(FileMode.REGULAR_FILE, blob)
                        : new TreeItem(
                                FileMode.TREE,
                                with(
                                        old == null ? ObjectId.zeroId() : old.id(),
                                        path.substring(slash + 1),
                                        blob,
                                        reader,
                                        inserter)));
        return TreeItems.write(SpaceRepository.HintedInserter.ignoringHints(inserter), items, ObjectId.zeroId());
    }

    /** A commit like another one, with other files. */
    ObjectId rewritten(String raw, SortedMap<String, String> files) {
        try (Repository git = repository.get();
                ObjectInserter inserter = git.newObjectInserter()) {
            String text = raw.replaceFirst(
                    "tree [0-9a-f]+", "tree " + tree(files, inserter).name());
            ObjectId id = inserter.insert(Constants.OBJ_COMMIT, text.getBytes(StandardCharsets.UTF_8));
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectId tree(SortedMap<String, String> files, ObjectInserter inserter) throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        for (var file : files.entrySet()) {
            DirCacheEntry entry = new DirCacheEntry(file.getKey());
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(
                    inserter.insert(Constants.OBJ_BLOB, file.getValue().getBytes(StandardCharsets.UTF_8)));
            builder.add(entry);
        }
        builder.finish();
        return cache.writeTree(inserter);
    }

    /** The files of a commit; none for the zero id. */
    SortedMap<String, String> files(ObjectId commit) {
        SortedMap<String, String> found = new TreeMap<>();
        if (commit.equals(ObjectId.zeroId())) {
            return found;
        }
        try (Repository git = repository.get();
                TreeWalk walk = new TreeWalk(git)) {
            walk.addTree(git.parseCommit(commit).getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                found.put(
                        walk.getPathString(),
                        new String(git.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RevCommit read(ObjectId commit) {
        try (Repository git = repository.get()) {
            return git.parseCommit(commit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String raw(ObjectId commit) {
        return new String(read(commit).getRawBuffer(), StandardCharsets.UTF_8);
    }

    /** The messages of a history, parents first. */
    List<String> log(ObjectId tip) {
        return history(tip).stream()
                .map(commit -> read(commit).getFullMessage().strip())
                .toList();
    }

    /** The commits of a history, parents first. */
    List<ObjectId> history(ObjectId tip) {
        List<ObjectId> found = new ArrayList<>();
        if (tip.equals(ObjectId.zeroId())) {
            return found;
        }
        try (Repository git = repository.get();
                RevWalk walk = new RevWalk(git)) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.REVERSE, true);
            walk.markStart(walk.parseCommit(tip));
            for (RevCommit commit : walk) {
                found.add(commit.copy());
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean contains(ObjectId newer, ObjectId older) {
        try (Repository git = repository.get();
                RevWalk walk = new RevWalk(git)) {
            return walk.isMergedInto(walk.parseCommit(older), walk.parseCommit(newer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of a file with this content. */
    static ObjectId blob(String content) {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, content.getBytes(StandardCharsets.UTF_8));
        }
    }

    boolean has(ObjectId id) {
        try (Repository git = repository.get()) {
            return git.getObjectDatabase().has(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectId ref(String name) {
        try (Repository git = repository.get()) {
            ObjectId id = git.resolve(name);
            return id == null ? ObjectId.zeroId() : id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a ref, by force; the zero id deletes it. */
    void set(String name, ObjectId commit) {
        try (Repository git = repository.get()) {
            RefUpdate update = git.updateRef(name);
            update.setForceUpdate(true);
            update.disableRefLog();
            if (commit.equals(ObjectId.zeroId())) {
                assertThat(update.delete()).isEqualTo(RefUpdate.Result.FORCED);
            } else {
                update.setNewObjectId(commit);
                assertThat(update.update()).isNotEqualTo(RefUpdate.Result.LOCK_FAILURE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
