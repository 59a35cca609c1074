package dev.gitsync.examples.articles;

import dev.gitsync.model.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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

/** Writes commits as a client would push them. */
final class TestCommit {
    static final Person ADA = new Person("Ada", "ada@example.org");

    private TestCommit() {}

    /** Returns a commit of exactly these files; its parent is the zero id for the first commit. */
    static ObjectId of(Repository repository, ObjectId parent, Map<String, String> files) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder tree = index.builder();
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
                DirCacheEntry entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, text));
                tree.add(entry);
            }
            tree.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(index.writeTree(inserter));
            if (!parent.equals(ObjectId.zeroId())) {
                commit.setParentId(parent);
            }
            commit.setAuthor(new PersonIdent(ADA.name(), ADA.email()));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("From git");
            ObjectId written = inserter.insert(commit);
            inserter.flush();
            return written;
        }
    }
}
