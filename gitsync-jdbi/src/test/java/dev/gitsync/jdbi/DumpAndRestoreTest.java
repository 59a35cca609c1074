package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.testkit.WikiEditor;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;

/** One backup contains the wiki and git: another server continues from a {@code pg_dump} of a running server. */
class DumpAndRestoreTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    @Test
    void servesTheSameCommitsAfterRestoreAndAcceptsPushes(@TempDir Path folder) throws Exception {
        assumeThat(newestDump())
                .as("version of pg_dump, against that of the server")
                .isGreaterThanOrEqualTo(serverVersion());
        Space space = DATABASE.newSpace();
        WikiEditor wiki = new WikiEditor(new JdbiPageStore(DATABASE.jdbi()), space);
        PageId page = wiki.create(null, "Page", "text", edit(0));
        try (GitSync sync = sync(DATABASE)) {
            for (int i = 1; i <= 30; i++) {
                wiki.edit(page, "text " + i, edit(i));
                wiki.create(page, "Child " + i, "child " + i, edit(i));
                sync.runOnce(space.id());
            }
        }
        try (EmbeddedPostgres another = EmbeddedPostgres.start()) {
            TestDatabase restored = TestDatabase.of(another);
            Path dump = folder.resolve("wiki.dump");
            run("pg_dump", DATABASE, "--format=custom", "--file=" + dump);
            run("pg_restore", restored, "--exit-on-error", dump.toString());

            assertThat(objects(restored, space))
                    .isEqualTo(objects(DATABASE, space))
                    .hasSizeGreaterThan(100);
            try (GitSync sync = sync(restored)) {
                assertThat(sync.verify(space.id()))
                        .isInstanceOfSatisfying(
                                VerifyReport.Verified.class,
                                proof -> assertThat(proof.differences()).isEmpty());
                new WikiEditor(new JdbiPageStore(restored.jdbi()), space).edit(page, "after the restore", edit(99));
                assertThat(sync.runOnce(space.id())).isInstanceOf(SyncReport.Pulled.class);
            }
        }
    }

    /**
     * Faults T1: the pages come from an older dump, the repository on disk is current, and new edits come before the
     * first poll.
     */
    @Test
    void detectsAnOlderDumpAtTheFirstPoll(@TempDir Path folder) {
        FileRepositoryStore disk = new FileRepositoryStore(folder.resolve("git"));
        TestDatabase dumped = TestDatabase.migrated();
        Space space = dumped.newSpace();
        PageId page = new WikiEditor(new JdbiPageStore(dumped.jdbi()), space).create(null, "Page", "text", edit(0));
        try (GitSync sync = sync(dumped, disk)) {
            sync.runOnce(space.id());
        }
        TestDatabase goesOn = dumped.copy();
        try (GitSync sync = sync(goesOn, disk)) {
            new WikiEditor(new JdbiPageStore(goesOn.jdbi()), space).edit(page, "lost", edit(1));
            sync.runOnce(space.id());
        }
        TestDatabase restored = dumped.copy();
        WikiEditor old = new WikiEditor(new JdbiPageStore(restored.jdbi()), space);
        for (int i = 2; i <= 4; i++) {
            old.edit(page, "new " + i, edit(i));
        }
        try (GitSync sync = sync(restored, disk)) {
            assertThat(sync.status(space.id()).orElseThrow().isBehind()).isTrue();
            assertThat(sync.catchUp(space.id())).isInstanceOf(SyncReport.Pulled.class);
            assertThat(sync.verify(space.id()).isClean()).isTrue();
            old.edit(page, "goes on", edit(5));
            assertThat(sync.runOnce(space.id())).isInstanceOf(SyncReport.Pulled.class);
            assertThat(sync.status(space.id()).orElseThrow().isBehind()).isFalse();
            assertThat(sync.verify(space.id()).isClean()).isTrue();
        }
    }

    private static GitSync sync(TestDatabase database, RepositoryStore repositories) {
        return GitSync.builder()
                .spaces(new JdbiSpaces(database.jdbi()))
                .pages(new JdbiPageStore(database.jdbi()))
                .repositories(repositories)
                .build();
    }

    private static GitSync sync(TestDatabase database) {
        return GitSync.builder()
                .spaces(new JdbiSpaces(database.jdbi()))
                .pages(new JdbiPageStore(database.jdbi()))
                .repositories(new JdbiRepositoryStore(database.jdbi()))
                .build();
    }

    /** Returns the ids of all objects that {@code main} reaches, and checks that each of them exists. */
    private static Set<ObjectId> objects(TestDatabase database, Space space) throws IOException {
        try (Repository repository =
                        new JdbiRepositoryStore(database.jdbi()).open(space).git();
                ObjectWalk walk = new ObjectWalk(repository)) {
            walk.markStart(walk.parseCommit(repository.resolve("refs/heads/main")));
            Set<ObjectId> found = new HashSet<>();
            for (RevObject next = walk.next(); next != null; next = walk.next()) {
                found.add(next.copy());
            }
            for (RevObject next = walk.nextObject(); next != null; next = walk.nextObject()) {
                repository.open(next);
                found.add(next.copy());
            }
            return found;
        }
    }

    private static int serverVersion() {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT current_setting('server_version_num')::int / 10000")
                        .mapTo(Integer.class)
                        .one());
    }

    /** Returns the major version of the installed {@code pg_dump}, or 0 if there is none. */
    private static int newestDump() throws Exception {
        try {
            String version = output(List.of("pg_dump", "--version"));
            return Integer.parseInt(version.replaceFirst("(?s).*?(\\d+)\\..*", "$1"));
        } catch (IOException e) {
            return 0;
        }
    }

    private static void run(String program, TestDatabase database, String... arguments) throws Exception {
        var place = Driver.parseURL(database.url(), null);
        String target = "postgresql://postgres:postgres@localhost:" + place.getProperty("PGPORT") + "/"
                + place.getProperty("PGDBNAME");
        output(List.of(program, "--dbname=" + target, arguments[0], arguments[1]));
    }

    private static String output(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Provenance edit(int minute) {
        Instant time = Instant.parse("2026-11-23T12:00:00Z").plusSeconds(60L * minute);
        return Provenance.wiki(new Person("Ada", "ada@example.org"), time, "edit " + minute);
    }
}
