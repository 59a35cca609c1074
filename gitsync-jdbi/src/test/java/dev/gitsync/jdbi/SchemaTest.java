package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.testkit.WikiEditor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema refuses invalid states, independently of the code that writes the SQL. */
final class SchemaTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-01-01T00:00:00Z"), "");

    private final Space space = DATABASE.newSpace();
    private final PageId page = wiki(space).create(null, "A", "a", ADA);
    private final PageId file = wiki(space).upload(page, "a.png", TestContent.of("a"), ADA);
    private final PageId elsewhere = wiki(DATABASE.newSpace()).create(null, "B", "b", ADA);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE gitsync_pages SET title = '' WHERE id = :page",
                "UPDATE gitsync_pages SET title = NULL WHERE id = :page",
                "UPDATE gitsync_pages SET version = 0 WHERE id = :page",
                "UPDATE gitsync_pages SET version = 7 WHERE id = :page",
                "UPDATE gitsync_pages SET parent_id = :page WHERE id = :page",
                "UPDATE gitsync_pages SET parent_id = 'missing' WHERE id = :page",
                "UPDATE gitsync_pages SET parent_id = :elsewhere WHERE id = :page",
                "UPDATE gitsync_pages SET id = 'with blank' WHERE id = :page",
                "UPDATE gitsync_pages SET labels = ARRAY[NULL]::text[] WHERE id = :page",
                "UPDATE gitsync_revisions SET labels = ARRAY['a', NULL] WHERE page_id = :page",
                "UPDATE gitsync_revisions SET labels = '{a}' WHERE attachment_id = :file",
                "DELETE FROM gitsync_pages WHERE id = :page",
                "DELETE FROM gitsync_revisions WHERE page_id = :page",
                "UPDATE gitsync_revisions SET kind = 'tombstone' WHERE page_id = :page",
                "UPDATE gitsync_revisions SET kind = 'other' WHERE page_id = :page",
                "UPDATE gitsync_revisions SET title = NULL WHERE page_id = :page",
                "UPDATE gitsync_revisions SET seq = 0 WHERE page_id = :page",
                "UPDATE gitsync_revisions SET page_id = :elsewhere WHERE page_id = :page",
                "UPDATE gitsync_revisions SET git_commit = repeat('a', 40) WHERE page_id = :page",
                "UPDATE gitsync_revisions SET git_commit = 'x', git_push = 'x' WHERE page_id = :page",
                "UPDATE gitsync_spaces SET settings = '[]' WHERE id = :space",
                "UPDATE gitsync_spaces SET fencing_token = -1 WHERE id = :space",
                "UPDATE gitsync_spaces SET id = '../x' WHERE id = :space",
                "DELETE FROM gitsync_spaces WHERE id = :space",
                "UPDATE gitsync_revisions SET attachment_id = :file WHERE page_id = :page",
                "UPDATE gitsync_revisions SET hash = NULL, size = NULL WHERE attachment_id = :file",
                "UPDATE gitsync_revisions SET text = 'x' WHERE attachment_id = :file",
                "UPDATE gitsync_revisions SET hash = repeat('0', 64) WHERE attachment_id = :file",
                "UPDATE gitsync_attachments SET name = '' WHERE id = :file",
                "UPDATE gitsync_attachments SET page_id = :elsewhere WHERE id = :file",
                "UPDATE gitsync_attachments SET hash = repeat('0', 64) WHERE id = :file",
                "DELETE FROM gitsync_attachments WHERE id = :file",
                "DELETE FROM gitsync_contents WHERE space_id = :space",
                "UPDATE gitsync_contents SET has_chunks = false WHERE space_id = :space",
                "UPDATE gitsync_contents SET hash = NULL WHERE space_id = :space",
                "UPDATE gitsync_contents SET blob = 'main' WHERE space_id = :space",
                "UPDATE gitsync_content_usage SET bytes = -1 WHERE space_id = :space",
                "INSERT INTO gitsync_content_chunks SELECT content_id, 1, '' FROM gitsync_content_chunks",
                """
                INSERT INTO gitsync_revisions SELECT (jsonb_populate_record(r, '{"version": 2}')).*
                FROM gitsync_revisions r WHERE r.page_id = :page""",
                """
                INSERT INTO gitsync_revisions SELECT (jsonb_populate_record(r, '{"seq": 2}')).*
                FROM gitsync_revisions r WHERE r.page_id = :page"""
            })
    void refusesInvalidStates(String sql) {
        assertThatExceptionOfType(JdbiException.class)
                .isThrownBy(() -> execute(sql))
                .havingRootCause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).startsWith("23"));
    }

    @Test
    void runsMigrationsByHand() throws Exception {
        TestDatabase byHand = TestDatabase.empty();
        byHand.jdbi().useTransaction(handle -> {
            try (var statement = handle.getConnection().createStatement()) {
                statement.execute(migration("pages/V1__pages.sql"));
                statement.execute(migration("commits/V7__commit_marks.sql"));
                statement.execute(migration("pages/V11__attachments.sql"));
                statement.execute(migration("pages/V13__page_conventions.sql"));
                statement.execute(migration("pages/V14__labels.sql"));
            }
        });

        Space there = byHand.newSpace();
        var store = new JdbiPageStore(byHand.jdbi());
        PageId created = new WikiEditor(store, there).create(null, "A", "a", ADA);
        assertThat(store.page(there, created)).isPresent();
    }

    private void execute(String sql) {
        DATABASE.jdbi().useTransaction(handle -> {
            var update = handle.createUpdate(sql);
            update.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
            int rows = update.bind("page", page.value())
                    .bind("elsewhere", elsewhere.value())
                    .bind("file", file.value())
                    .bind("space", space.id().value())
                    .execute();
            assertThat(rows).as("rows that the statement changes").isPositive();
        });
    }

    private static WikiEditor wiki(Space space) {
        return new WikiEditor(new JdbiPageStore(DATABASE.jdbi(), new JdbiAttachments(DATABASE.jdbi())), space);
    }

    private static String migration(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SchemaTest.class.getResourceAsStream("/dev/gitsync/jdbi/migration/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
