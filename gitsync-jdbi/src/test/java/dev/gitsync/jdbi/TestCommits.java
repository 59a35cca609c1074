package dev.gitsync.jdbi;

import dev.gitsync.model.Person;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
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

/** Commits of a git user, for tests. */
final class TestCommits {
    static final Person ADA = new Person("Ada", "ada@example.org");

    private TestCommits() {}

    /** Inserts a commit with exactly these files, keyed by path. */
    static ObjectId commit(Repository repository, ObjectId parent, SortedMap<String, byte[]> files) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache cache = DirCache.newInCore();
            DirCacheBuilder builder = cache.builder();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getValue()));
                builder.add(entry);
            }
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(cache.writeTree(inserter));
            if (!parent.equals(ObjectId.zeroId())) {
                commit.setParentId(parent);
            }
            commit.setAuthor(
                    new PersonIdent(ADA.name(), ADA.email(), Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("Push");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }
}
