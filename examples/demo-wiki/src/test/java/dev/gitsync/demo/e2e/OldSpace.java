package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
import org.eclipse.jgit.revwalk.RevWalk;
import org.jdbi.v3.core.Jdbi;

/** A space whose files were pushed when its wiki had no attachments. */
record OldSpace(Space space) {
    private static final Person ADA = new Person("Ada", "ada@example.org");

    /** Creates a space with a commit of this many files, and enables it then. */
    static OldSpace create(Jdbi jdbi, JdbiRepositoryStore repositories, Space space, int files) {
        JdbiSpaces spaces = new JdbiSpaces(jdbi);
        spaces.create(space.id(), space.tenant(), space.name(), false);
        try (GitSync sync = GitSync.builder()
                        .spaces(InMemorySpaceDirectory.of(space))
                        .pages(new JdbiPageStore(jdbi))
                        .repositories(repositories)
                        .build();
                Repository repository = sync.open(space)) {
            PushAttempt.Proposal push =
                    new PushAttempt.Proposal(ObjectId.zeroId(), commit(repository, files), List.of());
            assertThat(sync.ingestPush(space, repository, new Pusher("ada", ADA), push))
                    .isInstanceOf(PushResult.Accepted.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        spaces.setGitSync(space.id(), true);
        return new OldSpace(space);
    }

    private static ObjectId commit(Repository repository, int files) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder tree = index.builder();
            for (int i = 0; i < files; i++) {
                DirCacheEntry entry = new DirCacheEntry("Guide/file-" + i + ".bin");
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(
                        inserter.insert(Constants.OBJ_BLOB, ("file " + i).getBytes(StandardCharsets.US_ASCII)));
                tree.add(entry);
            }
            tree.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(index.writeTree(inserter));
            commit.setAuthor(new PersonIdent(ADA.name(), ADA.email()));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("Files");
            ObjectId written = inserter.insert(commit);
            inserter.flush();
            return written;
        }
    }

    /** Returns the number of commits of {@code main}. */
    int commits(GitSync sync) throws IOException {
        try (Repository repository = sync.open(space);
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(repository.resolve(Constants.R_HEADS + "main")));
            int count = 0;
            while (walk.next() != null) {
                count++;
            }
            return count;
        }
    }
}
