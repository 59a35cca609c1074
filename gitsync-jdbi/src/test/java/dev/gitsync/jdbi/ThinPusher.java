package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PackParser;

/** A clone that pushes as git does: it sends changes as deltas on objects that the server has. */
final class ThinPusher implements AutoCloseable {
    private static final Person ADA = new Person("Ada", "ada@example.org");

    private final GitSync sync;
    private final Space space;
    private final InMemoryRepository client = new InMemoryRepository(new DfsRepositoryDescription("client"));
    private ObjectId main;

    /** Clones a space. */
    ThinPusher(GitSync sync, Space space) throws Exception {
        this.sync = sync;
        this.space = space;
        try (Repository server = sync.open(space)) {
            main = server.resolve(Constants.R_HEADS + "main");
            take(client, pack(server, main, Set.of()), false);
        }
    }

    /** Pushes one commit that replaces the text of one file. */
    void push(String file, String text) throws Exception {
        try (Repository server = sync.open(space)) {
            ObjectId commit = commit(file, text);
            take(server, pack(client, commit, Set.of(main)), true);
            assertThat(sync.ingestPush(
                            space,
                            server,
                            new Pusher("ada", ADA, false),
                            new PushAttempt.Proposal(main, commit, List.of())))
                    .isInstanceOf(PushResult.Accepted.class);
            main = commit;
        }
    }

    private static byte[] pack(Repository from, ObjectId want, Set<ObjectId> have) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PackWriter writer = new PackWriter(from)) {
            writer.setThin(true);
            writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(want), have);
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, bytes);
        }
        return bytes.toByteArray();
    }

    private static void take(Repository to, byte[] pack, boolean isThin) throws Exception {
        try (ObjectInserter inserter = to.newObjectInserter()) {
            PackParser parser = inserter.newPackParser(new ByteArrayInputStream(pack));
            parser.setAllowThin(isThin);
            parser.parse(NullProgressMonitor.INSTANCE);
            inserter.flush();
        }
    }

    private ObjectId commit(String file, String text) throws Exception {
        try (ObjectInserter inserter = client.newObjectInserter();
                ObjectReader reader = client.newObjectReader()) {
            DirCache files = DirCache.newInCore();
            DirCacheBuilder before = files.builder();
            before.addTree(
                    new byte[0],
                    DirCacheEntry.STAGE_0,
                    reader,
                    client.parseCommit(main).getTree());
            before.finish();
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
            DirCacheEditor edit = files.editor();
            edit.add(new DirCacheEditor.PathEdit(file) {
                @Override
                public void apply(DirCacheEntry entry) {
                    entry.setObjectId(blob);
                }
            });
            edit.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(files.writeTree(inserter));
            commit.setParentId(main);
            commit.setAuthor(new PersonIdent(ADA.name(), ADA.email()));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("Write " + text);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
