package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.testkit.WikiEditor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.BundleWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wiki and git share one database and store nothing on disk. */
class RepositoryInDatabaseTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final JdbiRepositoryStore store = new JdbiRepositoryStore(DATABASE.jdbi());
    private final Space space = DATABASE.newSpace();

    private GitSync replica() {
        return DATABASE.sync(new JdbiRepositoryStore(DATABASE.jdbi()));
    }

    @Test
    void readsPacksOfOneReplicaOnAnother(@TempDir Path home) throws Exception {
        WikiEditor wiki = new WikiEditor(new JdbiPageStore(DATABASE.jdbi()), space);
        for (int i = 0; i < 200; i++) {
            wiki.create(null, "Page " + i, "text " + i + "\n", edit());
        }
        try (GitSync one = replica();
                GitSync other = replica()) {
            assertThat(one.runOnce(space.id())).isInstanceOf(SyncReport.Pulled.class);
            try (Repository seen = other.open(space)) {
                ObjectId before = seen.resolve(Constants.R_HEADS + "main");
                wiki.create(null, "Later", "later\n", edit());
                one.runOnce(space.id());
                // This handle was opened before the commit, and still finds it with all its objects.
                ObjectId after = seen.resolve(Constants.R_HEADS + "main");
                assertThat(after).isNotEqualTo(before);
                assertThat(seen.parseCommit(after).getFullMessage()).contains("edit");
                bundle(seen, after, home.resolve("space.bundle"));
            }
            assertThat(other.verify(space.id()))
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            proof -> assertThat(proof.differences()).isEmpty());
        }
        git(home, "clone", "-q", "-b", "main", "space.bundle", "clone");
        assertThat(git(home.resolve("clone"), "fsck", "--full", "--strict")).isEmpty();
        assertThat(git(home.resolve("clone"), "ls-files").lines()).hasSize(201);
    }

    @Test
    void readsAFileOfManyChunksFromAnyPosition() throws IOException {
        byte[] large = new byte[3 * (1 << 20) + 17];
        new Random(7).nextBytes(large);
        ObjectId blob;
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            blob = inserter.insert(Constants.OBJ_BLOB, large);
            inserter.flush();
            assertThat(repository.open(blob).getBytes()).isEqualTo(large);
            pointAt(repository, blob);
        }
        try (Repository repository =
                new JdbiRepositoryStore(DATABASE.jdbi()).open(space).git()) {
            assertThat(repository.open(blob).getBytes()).isEqualTo(large);
        }
        assertThat(rows("SELECT count(*) FROM gitsync_pack_chunks c JOIN gitsync_packs p ON p.id = c.pack_id"
                        + " WHERE p.space_id = :space AND ext = 'pack'"))
                .isGreaterThan(48);
    }

    @Test
    void storesNoRowsForObjectsWithoutARefAndKeepsThemPrivate() throws IOException {
        for (int bytes : new int[] {10, 3 << 20}) {
            byte[] content = new byte[bytes];
            new Random(bytes).nextBytes(content);
            try (Repository repository = store.open(space).git();
                    Repository other = store.open(space).git();
                    ObjectInserter inserter = repository.newObjectInserter()) {
                ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content);
                inserter.flush();
                assertThat(repository.getObjectDatabase().has(blob)).isTrue();
                assertThat(other.getObjectDatabase().has(blob)).isFalse();
            }
            assertThat(rows("SELECT count(*) FROM gitsync_packs WHERE space_id = :space"))
                    .isZero();
        }
    }

    private static void pointAt(Repository repository, ObjectId id) throws IOException {
        RefUpdate update = repository.updateRef("refs/gitsync/test");
        update.setNewObjectId(id);
        assertThat(update.forceUpdate()).isEqualTo(RefUpdate.Result.NEW);
    }

    @Test
    void storesNoRowsForAnAbortedPack() throws IOException {
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            inserter.insert(Constants.OBJ_BLOB, "given up".repeat(500_000).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(rows("SELECT count(*) FROM gitsync_packs WHERE space_id = :space"))
                .isZero();
    }

    private long rows(String query) {
        return DATABASE.number(query, space);
    }

    private static Provenance edit() {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-23T12:00:00Z"), "edit");
    }

    private static void bundle(Repository repository, ObjectId main, Path file) throws IOException {
        BundleWriter writer = new BundleWriter(repository);
        writer.include("refs/heads/main", main);
        try (OutputStream out = Files.newOutputStream(file)) {
            writer.writeBundle(NullProgressMonitor.INSTANCE, out);
        }
    }

    private static String git(Path folder, String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
