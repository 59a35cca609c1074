package dev.gitsync.internal.history;

import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;

/** Commits made by hand, and the attribution of each path in a push of them. Counts the objects that are read. */
final class Graph {
    static final ObjectId NONE = ObjectId.zeroId();

    final ObjectInserter inserter = new Keeping();
    private final Map<ObjectId, ObjectLoader> objects = new HashMap<>();
    private int reads;
    private long time = Instant.parse("2026-11-23T12:00:00Z").getEpochSecond();

    /** A commit whose message is its author's name. */
    ObjectId commit(String author, Map<String, String> files, ObjectId... parents) throws IOException {
        return commit(author, author, tree(files), parents);
    }

    ObjectId commit(String author, String message, ObjectId tree, ObjectId... parents) throws IOException {
        return commitAt(time++, author, message, tree, parents);
    }

    ObjectId commitAt(long seconds, String author, String message, ObjectId tree, ObjectId... parents)
            throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentIds(parents);
        PersonIdent ident = new PersonIdent(author, "", Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
        commit.setAuthor(ident);
        commit.setCommitter(ident);
        commit.setMessage(message);
        return inserter.insert(commit);
    }

    ObjectId tree(Map<String, String> files) throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            boolean isExecutable = file.getValue().startsWith("#!");
            DirCacheEntry entry = new DirCacheEntry(file.getKey());
            entry.setFileMode(isExecutable ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
            String text = isExecutable ? file.getValue().substring(2) : file.getValue();
            entry.setObjectId(blob(text));
            builder.add(entry);
        }
        builder.finish();
        return cache.writeTree(inserter);
    }

    ObjectId blob(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the provenance of a subject in a push of {@code (before, newest]}. */
    Provenance provenance(ObjectId before, ObjectId newest, String subject) throws IOException {
        return provenance(before, newest, Set.of(subject)).values().iterator().next();
    }

    Map<String, Provenance> provenance(ObjectId before, ObjectId newest, Set<String> subjects) throws IOException {
        try (ObjectReader reader = new Counting()) {
            return new PushHistory(reader, new PushedRange(before, newest, newest), WorkBudget.unlimited())
                    .of(subjects);
        }
    }

    /** Returns the author of the content of a subject in a push of {@code (before, newest]}. */
    String maker(ObjectId before, ObjectId newest, String subject) throws IOException {
        return provenance(before, newest, subject).author().name();
    }

    /** Returns the number of object reads since the last call. */
    int reads() {
        int now = reads;
        reads = 0;
        return now;
    }

    private final class Counting extends ObjectReader {
        @Override
        public ObjectReader newReader() {
            return new Counting();
        }

        @Override
        public ObjectLoader open(AnyObjectId id, int type) throws IOException {
            reads++;
            ObjectLoader stored = objects.get(id.toObjectId());
            if (stored == null) {
                throw new MissingObjectException(
                        id.toObjectId(), type == OBJ_ANY ? "object" : Constants.typeString(type));
            }
            return stored;
        }

        @Override
        public Collection<ObjectId> resolve(AbbreviatedObjectId id) {
            return List.of();
        }

        @Override
        public Set<ObjectId> getShallowCommits() {
            return Set.of();
        }

        @Override
        public void close() {}
    }

    /** Stores objects in memory. */
    private final class Keeping extends ObjectInserter.Formatter {
        @Override
        public ObjectId insert(int type, byte[] data, int off, int len) {
            ObjectId id = idFor(type, data, off, len);
            objects.put(id, new ObjectLoader.SmallObject(type, Arrays.copyOfRange(data, off, off + len)));
            return id;
        }
    }
}
