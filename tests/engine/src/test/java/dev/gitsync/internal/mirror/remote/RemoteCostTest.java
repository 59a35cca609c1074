package dev.gitsync.internal.mirror.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.tests.GitHttpServer;
import dev.gitsync.tests.repository.CountingRepositoryStore;
import dev.gitsync.tests.repository.RepositoryCall;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;

/** Law 7 at the remote: one new commit costs the same both ways, whatever the size of the space and the length of its history. */
class RemoteCostTest {
    private static final int FAN = 20;
    private static final PersonIdent ADA =
            new PersonIdent("Ada", "ada@example.org", Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    private final JGitConnector connector = RemoteFixture.connector(RemoteFixture.settings(it -> {}), Optional.empty());

    /** What one commit costs: how often objects are looked up. */
    private record Cost(long pushReads, long fetchReads, long headReads) {}

    @Test
    void costsTheSameAtTenTimesTheSize() throws Exception {
        Cost small = cost(2_000, 5);
        Cost large = cost(20_000, 60);
        assertThat(large).isEqualTo(small);
        assertThat(small.pushReads).isLessThanOrEqualTo(30);
        assertThat(small.fetchReads).isLessThanOrEqualTo(5);
        assertThat(small.headReads).isZero();
    }

    private Cost cost(int pages, int commits) throws Exception {
        CountingRepositoryStore store = new CountingRepositoryStore(new InMemoryRepositoryStore());
        Space space = new Space(new SpaceId("docs"), "DOCS", "Docs");
        SpaceRepository wiki = store.open(space);
        ObjectId base = ObjectId.zeroId();
        DirCache files = pages(wiki, pages);
        for (int i = 0; i < commits; i++) {
            base = commit(wiki, base, files, i);
        }
        RemoteFixture.move(wiki, ObjectId.zeroId(), base);
        ObjectId edit = commit(wiki, base, files, commits);
        ObjectId later = commit(wiki, edit, files, commits + 1);
        try (GitHttpServer server = new GitHttpServer()) {
            server.create("wiki");
            try (RemoteRepository remote = connector.connect(RemoteFixture.open(server.url("wiki")))) {
                RemoteFixture.push(remote, wiki, ObjectId.zeroId(), base);
                store.reset();
                remote.heads();
                long headReads = store.counts().lookups();
                store.reset();
                assertThat(RemoteFixture.push(remote, wiki, base, edit)).isTrue();
                long pushReads = store.counts().lookups();
                assertThat(RemoteFixture.push(remote, wiki, edit, later)).isTrue();

                CountingRepositoryStore other = new CountingRepositoryStore(new InMemoryRepositoryStore());
                SpaceRepository into = other.open(space);
                RemoteFixture.fetch(remote, into, edit);
                RemoteFixture.move(into, ObjectId.zeroId(), edit);
                other.reset();
                remote.fetch(into, later, Set.of(edit));
                assertThat(other.counts().of(RepositoryCall.RECEIVE)).isEqualTo(1);
                long fetchReads = other.counts().lookups();
                assertThat(into.git().getObjectDatabase().has(later)).isTrue();
                return new Cost(pushReads, fetchReads, headReads);
            }
        }
    }

    /** Pages in folders of twenty. */
    private static DirCache pages(SpaceRepository repository, int pages) throws IOException {
        DirCache files = DirCache.newInCore();
        try (ObjectInserter inserter = repository.git().newObjectInserter()) {
            ObjectId same = inserter.insert(Constants.OBJ_BLOB, "Text".getBytes(UTF_8));
            DirCacheBuilder builder = files.builder();
            for (int i = 0; i < pages; i++) {
                DirCacheEntry file =
                        new DirCacheEntry("%03d/%02d/%02d.md".formatted(i / FAN / FAN, i / FAN % FAN, i % FAN));
                file.setFileMode(FileMode.REGULAR_FILE);
                file.setObjectId(same);
                builder.add(file);
            }
            builder.finish();
            files.writeTree(inserter);
            inserter.flush();
        }
        return files;
    }

    /** A commit that changes the first page. All have the same time. */
    private static ObjectId commit(SpaceRepository repository, ObjectId parent, DirCache files, int number)
            throws IOException {
        try (ObjectInserter inserter = repository.git().newObjectInserter()) {
            ObjectId changed = inserter.insert(Constants.OBJ_BLOB, ("Text " + number).getBytes(UTF_8));
            DirCacheEditor editor = files.editor();
            editor.add(new DirCacheEditor.PathEdit("000/00/00.md") {
                @Override
                public void apply(DirCacheEntry entry) {
                    entry.setObjectId(changed);
                }
            });
            editor.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(files.writeTree(inserter));
            commit.setParentIds(parent.equals(ObjectId.zeroId()) ? List.of() : List.of(parent));
            commit.setAuthor(ADA);
            commit.setCommitter(ADA);
            commit.setMessage("Edit " + number + "\n");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }
}
