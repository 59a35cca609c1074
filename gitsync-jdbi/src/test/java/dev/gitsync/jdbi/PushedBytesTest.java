package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.model.Space;
import dev.gitsync.push.Pusher;
import dev.gitsync.repository.pack.PackRules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Files of a push go into the database. The server does not read them again before it answers, except for the chunk
 * with the size of each file.
 */
class PushedBytesTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final int FILE = 1_500_000;
    private static final int MANY = 8;
    private static final String READ = "SELECT bytes FROM gitsync_pack_chunks";

    private final Queue<String> statements = new ConcurrentLinkedQueue<>();

    /** The push is larger than all caches. */
    @BeforeEach
    void useSmallCaches() {
        PackCache.resize(PackCache.SMALLEST);
    }

    @AfterEach
    void restoreCaches() {
        PackCache.resize(32 << 20);
    }

    @Test
    void readsNoImageOfAPush() throws Exception {
        assertThat(readsOf(2)).isLessThanOrEqualTo(2);
        assertThat(readsOf(MANY)).isLessThanOrEqualTo(MANY);
    }

    /** JGit asks for 64 KiB at a time. */
    @Test
    void readsManyChunksOfACloneWithOneStatement() throws Exception {
        Space space = DATABASE.newSpace();
        readsOf(space, MANY);
        statements.clear();
        try (PostgresPool pool = DATABASE.pool();
                Repository repository = new JdbiRepositoryStore(TestDatabase.watched(pool.jdbi(), statements))
                        .open(space)
                        .git();
                PackWriter writer = new PackWriter(PackRules.fetchConfig(repository), repository.newObjectReader())) {
            writer.preparePack(
                    NullProgressMonitor.INSTANCE, Set.of(repository.resolve(Constants.R_HEADS + "main")), Set.of());
            writer.writePack(
                    NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, OutputStream.nullOutputStream());
            assertThat(writer.getStatistics().getTotalBytes()).isGreaterThan((long) MANY * FILE);
        }
        long chunks = (long) MANY * FILE / (64 << 10);
        assertThat(reads()).isBetween(chunks / 16, chunks / 5);
    }

    private long reads() {
        return statements.stream().filter(sql -> sql.contains(READ)).count();
    }

    private long readsOf(int images) throws Exception {
        return readsOf(DATABASE.newSpace(), images);
    }

    private long readsOf(Space space, int images) throws Exception {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("Guide.md", "guide".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < images; i++) {
            files.put("Guide/" + i + ".png", Contents.bytes(FILE, i));
        }
        try (PostgresPool pool = DATABASE.pool()) {
            Jdbi jdbi = TestDatabase.watched(pool.jdbi(), statements);
            JdbiRepositoryStore repositories = new JdbiRepositoryStore(jdbi);
            Settings settings = Settings.defaults().withRepositories(repositories);
            try (GitSync sync = GitSync.builder()
                            .spaces(new JdbiSpaces(jdbi))
                            .pages(new JdbiPageStore(jdbi, new JdbiAttachments(jdbi, settings)))
                            .repositories(repositories)
                            .build();
                    Repository repository = sync.open(space)) {
                byte[] request = request(files);
                statements.clear();
                assertThat(push(
                                sync.receivePack(space, repository, new Pusher("ada", TestCommits.ADA, false)),
                                request))
                        .contains("ok refs/heads/main");
                long reads = reads();
                assertThat(sync.verify(space.id()).isClean()).isTrue();
                return reads;
            }
        }
    }

    private static String push(ReceivePack service, byte[] request) throws Exception {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        service.setBiDirectionalPipe(false);
        service.receive(new ByteArrayInputStream(request), report, null);
        return report.toString(StandardCharsets.UTF_8);
    }

    private static byte[] request(SortedMap<String, byte[]> files) throws Exception {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        try (InMemoryRepository client = new InMemoryRepository(new DfsRepositoryDescription("client"));
                PackWriter writer = new PackWriter(PackRules.fetchConfig(client), client.newObjectReader())) {
            ObjectId commit = TestCommits.commit(client, ObjectId.zeroId(), files);
            PacketLineOut lines = new PacketLineOut(request);
            lines.writeString(
                    ObjectId.zeroId().name() + " " + commit.name() + " " + Constants.R_HEADS + "main\0report-status\n");
            lines.end();
            writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(commit), Set.of());
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, request);
        }
        return request.toByteArray();
    }
}
