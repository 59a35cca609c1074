package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.testkit.WikiEditor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts work in a database that an application migrates itself (faults B4). */
class MigrationsTest {
    private static final int SCRIPTS_OF_THE_APPLICATION = 12;

    private final TestDatabase database = TestDatabase.empty();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "repositories,gitsync_packs",
        "commits,gitsync_commit_marks",
        "leases,gitsync_leases",
        "tokens,gitsync_tokens",
        "pages,gitsync_pages",
        "mirrors,gitsync_mirrors",
        "locks,gitsync_file_locks",
        "sshkeys,gitsync_ssh_keys"
    })
    void migratesEachFolderAlone(String name, String table) {
        gitsync(name).load().migrate();
        assertThat(tables()).contains(table);
    }

    @Test
    void findsEveryScriptInAFolder() {
        int all = gitsync("").load().info().pending().length;
        int inFolders = gitsync("repositories", "commits", "leases", "tokens", "pages", "mirrors", "locks", "sshkeys")
                .load()
                .info()
                .pending()
                .length;
        assertThat(inFolders).isEqualTo(all).isPositive();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void migratesBesideTheScriptsOfTheApplication(boolean isApplicationFirst) throws IOException {
        Flyway application = application();
        Flyway gitsync = gitsync("repositories", "commits", "leases").load();
        List<Flyway> order = isApplicationFirst ? List.of(application, gitsync) : List.of(gitsync, application);

        order.forEach(Flyway::migrate);
        order.forEach(flyway -> assertThat(flyway.migrate().migrationsExecuted).isZero());
        order.forEach(Flyway::validate);

        assertThat(tables()).contains("gitsync_packs", "app_1", "app_" + SCRIPTS_OF_THE_APPLICATION);
        assertThat(tables()).as("tables of a wiki that has its own page tables").doesNotContain("gitsync_pages");
    }

    @Test
    void addsAFolderLater() {
        gitsync("leases").load().migrate();
        gitsync("leases", "repositories", "tokens").load().migrate();
        assertThat(tables()).contains("gitsync_leases", "gitsync_packs", "gitsync_tokens");
    }

    /** The wiki keeps its feed and its cursors, and gets attachments. */
    @Test
    void addsAttachmentsToAWikiWithPages() {
        FluentConfiguration scripts = gitsync("pages", "commits", "repositories");
        scripts.target("7").load().migrate();
        Space space = new JdbiSpaces(database.jdbi()).create(new SpaceId("old"), "", "Old", true);
        QueryPlanTest.addPages(database, space, 20);
        database.jdbi().useHandle(handle -> handle.execute("UPDATE gitsync_spaces SET revision_counter = 20"));
        String mark = database.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        SELECT substr(md5(concat_ws('|', seq, page_id, version, actor,
                            floor(extract(epoch FROM created_at) * 1000000)::bigint)), 1, 12)
                        FROM gitsync_revisions WHERE seq = 20""").mapTo(String.class).one());
        scripts.target("latest").load().migrate();

        var store = new JdbiPageStore(database.jdbi(), new JdbiAttachments(database.jdbi()));
        Cursor before = new Cursor("20-" + mark);
        assertThat(store.changes(space, before, 10)).isEqualTo(new ChangeBatch(List.of(), before, false));
        assertThat(store.changes(space, Cursor.START, 100).changes()).hasSize(20);
        PageId file = new WikiEditor(store, space)
                .upload(
                        new PageId("p1"),
                        "a.png",
                        TestContent.of("a"),
                        Provenance.wiki(new Person("Ada", "a@example.org"), Instant.EPOCH, ""));
        assertThat(store.changes(space, before, 10).changes())
                .extracting(Change::id)
                .containsExactly(file);
    }

    /** Returns the configuration that docs/postgresql.md shows. */
    private FluentConfiguration gitsync(String... folders) {
        return Flyway.configure()
                .dataSource(database.url(), "postgres", "postgres")
                .table("gitsync_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations(Stream.of(folders)
                        .map(name -> "classpath:dev/gitsync/jdbi/migration/" + name)
                        .toArray(String[]::new))
                .outOfOrder(true);
    }

    private Flyway application() throws IOException {
        for (int i : IntStream.rangeClosed(1, SCRIPTS_OF_THE_APPLICATION).toArray()) {
            Files.writeString(folder.resolve("V" + i + "__application.sql"), "CREATE TABLE app_" + i + " (id bigint);");
        }
        return Flyway.configure()
                .dataSource(database.url(), "postgres", "postgres")
                .locations("filesystem:" + folder)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    private List<String> tables() {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
                        .mapTo(String.class)
                        .list());
    }
}
