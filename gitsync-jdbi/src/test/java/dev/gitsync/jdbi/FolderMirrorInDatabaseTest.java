package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.MirrorHistory;
import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.mirror.RemoteRepository.Move;
import dev.gitsync.internal.mirror.folder.FolderHistory;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.RefMove;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.remotes.LocalRemote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Test;

/** A mirror of a folder with both of its repositories in PostgreSQL, each run by another process. */
final class FolderMirrorInDatabaseTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final String MAIN = "refs/heads/main";
    private static final Space SPACE = new Space(new SpaceId("handbook"), "", "Handbook");

    private final RepositoryStore remotes = new InMemoryRepositoryStore();

    @Test
    void goesBothWays() throws RemoteException, IOException {
        ObjectId there;
        try (SpaceRepository remote = remotes.open(SPACE)) {
            there = commit(remote, ObjectId.zeroId(), "Main.java", "docs/Home.md");
        }
        ObjectId here = takeIn();
        ObjectId edit;
        try (SpaceRepository space = store().open(SPACE)) {
            edit = commit(space, here, "Home.md", "Setup.md");
        }
        ObjectId pushed = push(here, edit);

        assertThat(takeIn()).isEqualTo(edit);
        try (SpaceRepository remote = remotes.open(SPACE)) {
            assertThat(remote.git().parseCommit(pushed).getParent(0)).isEqualTo(there);
            assertThat(remote.git().resolve(pushed.name() + ":docs")).isEqualTo(treeOf(edit));
            assertThat(remote.git().resolve(pushed.name() + ":Main.java")).isNotNull();
        }
        try (SpaceRepository space = store().open(SPACE)) {
            assertThat(space.git().getObjectDatabase().has(there)).isFalse();
        }
    }

    private static ObjectId treeOf(ObjectId commit) throws IOException {
        try (SpaceRepository space = store().open(SPACE)) {
            return space.git().parseCommit(commit).getTree().copy();
        }
    }

    private ObjectId takeIn() throws RemoteException, IOException {
        try (SpaceRepository space = store().open(SPACE);
                RemoteRepository remote = connect(space)) {
            ObjectId head = remote.heads().at("main");
            remote.fetch(space, head, Set.of());
            ObjectId before = space.refs(MAIN).getOrDefault(MAIN, ObjectId.zeroId());
            assertThat(space.move(List.of(new RefMove(MAIN, before, head)))).isTrue();
            return head;
        }
    }

    private ObjectId push(ObjectId expected, ObjectId to) throws RemoteException, IOException {
        try (SpaceRepository space = store().open(SPACE);
                RemoteRepository remote = connect(space);
                SpaceRepository there = remotes.open(SPACE)) {
            assertThat(remote.heads().at("main")).isEqualTo(expected);
            assertThat(remote.push(space, new Move("main", expected, to))).isTrue();
            return there.refs(MAIN).getOrDefault(MAIN, ObjectId.zeroId());
        }
    }

    private RemoteRepository connect(SpaceRepository space) throws RemoteException {
        Mirror mirror = new Mirror(
                new MirrorId("docs"),
                SPACE.id(),
                new RemoteUrl("https://git.example.org/code.git"),
                Mirror.Options.defaults().folder("docs"));
        LocalRemote remote = new LocalRemote(() -> remotes.open(SPACE).git());
        return new FolderHistory(store(), GitSyncSettings.defaults().push())
                .of(new MirrorHistory.Run(mirror, space, () -> false), remote.connect(mirror));
    }

    private static RepositoryStore store() {
        return new JdbiRepositoryStore(DATABASE.jdbi());
    }

    /** Commits these files, each with its path as content, and moves main. */
    private static ObjectId commit(SpaceRepository repository, ObjectId parent, String... paths) throws IOException {
        try (ObjectInserter inserter = repository.newInserter()) {
            DirCache cache = DirCache.newInCore();
            DirCacheBuilder builder = cache.builder();
            for (String path : paths) {
                DirCacheEntry entry = new DirCacheEntry(path);
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, path.getBytes(StandardCharsets.UTF_8)));
                builder.add(entry);
            }
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(cache.writeTree(inserter));
            if (!parent.equals(ObjectId.zeroId())) {
                commit.setParentId(parent);
            }
            commit.setAuthor(
                    new PersonIdent("Ada", "ada@example.org", Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("Commit " + List.of(paths));
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            assertThat(repository.move(List.of(new RefMove(MAIN, parent, id)))).isTrue();
            return id;
        }
    }
}
