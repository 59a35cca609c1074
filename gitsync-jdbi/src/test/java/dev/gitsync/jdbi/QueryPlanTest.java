package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.jdbi.internal.repository.JdbiPacks;
import dev.gitsync.model.Space;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law 7 in the database: with many pages in a space, no frequent query scans a whole table. {@code -Dgitsync.test.pages=100000} sets how many. */
class QueryPlanTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final int PAGES = Integer.getInteger("gitsync.test.pages", 20_000);
    private static final Space SPACE = DATABASE.newSpace();

    @BeforeAll
    static void addPagesAndSpaces() {
        addPages(DATABASE, SPACE, PAGES);
        addAttachments(10_000);
        DATABASE.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO gitsync_refs (space_id, name, target)
                            SELECT 'other' || i, 'refs/heads/main', repeat('a', 40) FROM generate_series(1, 10000) AS i""").execute();
            handle.createUpdate("""
                            INSERT INTO gitsync_packs (id, space_id, source, is_committed)
                            SELECT lpad(i::text, 32, '0')::uuid, 'other' || i, 'GC', true FROM generate_series(1, 10000) AS i""").execute();
            handle.execute(
                    "INSERT INTO gitsync_pack_files (pack_id, ext, size) SELECT id, 'pack', 1 FROM gitsync_packs");
            handle.execute("INSERT INTO gitsync_pack_chunks (pack_id, ext, number, bytes)"
                    + " SELECT id, 'pack', 0, 'x' FROM gitsync_packs");
        });
        DATABASE.jdbi().useHandle(handle -> handle.execute("ANALYZE"));
    }

    /** Adds attachments f1, f2 and so on, each with one revision and its own contents; some belong to the space itself. */
    private static void addAttachments(int count) {
        DATABASE.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO gitsync_contents (id, space_id, hash, size, has_chunks, is_referenced)
                            SELECT lpad(i::text, 32, '0')::uuid, :space, lpad(i::text, 64, '0'), 1, true, true
                            FROM generate_series(1, :count) AS i""")
                    .bind("space", SPACE.id().value())
                    .bind("count", count)
                    .execute();
            handle.execute("INSERT INTO gitsync_content_chunks SELECT id, 0, 'x' FROM gitsync_contents");
            handle.createUpdate("""
                            INSERT INTO gitsync_attachments (id, space_id, page_id, name, hash, size, version)
                            SELECT 'f' || i, :space, CASE WHEN i < 9 THEN NULL ELSE 'p' || i END, 'f' || i,
                                lpad(i::text, 64, '0'), 1, 1
                            FROM generate_series(1, :count) AS i""")
                    .bind("space", SPACE.id().value())
                    .bind("count", count)
                    .execute();
            handle.execute("""
                    INSERT INTO gitsync_revisions (space_id, seq, attachment_id, version, kind, parent_id, title, hash, size,
                        author_name, author_email, authored_at, message, actor)
                    SELECT space_id, 1000000 + row_number() OVER (), id, 1, 'revision', page_id, name, hash, 1,
                        'a', 'b', now(), 'm', 'a' FROM gitsync_attachments""");
        });
    }

    /** Adds pages p1, p2 and so on, each with one revision. */
    static void addPages(TestDatabase database, Space space, int count) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO gitsync_pages (id, space_id, parent_id, title, text, version)
                            SELECT 'p' || i, :space, CASE WHEN i < 10 THEN NULL ELSE 'p' || i / 10 END, 'Page ' || i, 'x', 1
                            FROM generate_series(1, :count) AS i""")
                    .bind("space", space.id().value())
                    .bind("count", count)
                    .execute();
            handle.createUpdate("""
                            INSERT INTO gitsync_revisions (space_id, seq, page_id, version, kind, parent_id, title, text,
                                author_name, author_email, authored_at, message, actor)
                            SELECT :space, i, 'p' || i, 1, 'revision', NULL, 'Page ' || i, 'x', 'a', 'b', now(), 'm', 'a'
                            FROM generate_series(1, :count) AS i""")
                    .bind("space", space.id().value())
                    .bind("count", count)
                    .execute();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM gitsync_revisions WHERE space_id = :space AND seq > :most - 10 ORDER BY seq LIMIT 101",
                "SELECT * FROM gitsync_revisions WHERE page_id = 'p77' ORDER BY version DESC LIMIT 10",
                "SELECT * FROM gitsync_pages WHERE id = 'p77' AND space_id = :space AND deleted_at IS NULL",
                "SELECT * FROM gitsync_pages WHERE space_id = :space AND parent_id = 'p77' AND deleted_at IS NULL",
                "SELECT * FROM gitsync_pages WHERE space_id = :space AND id > 'p5' AND deleted_at IS NULL"
                        + " ORDER BY id LIMIT 100",
                "SELECT * FROM gitsync_attachments WHERE space_id = :space AND page_id = 'p77' AND name = 'f7'"
                        + " AND deleted_at IS NULL",
                "SELECT * FROM gitsync_attachments WHERE space_id = :space AND page_id IS NULL AND name = 'f7'"
                        + " AND deleted_at IS NULL",
                "SELECT * FROM gitsync_attachments WHERE space_id = :space AND id > 'f5' AND deleted_at IS NULL"
                        + " ORDER BY id LIMIT 100",
                "SELECT * FROM gitsync_revisions WHERE attachment_id = 'f7' ORDER BY version DESC LIMIT 10",
                "SELECT * FROM gitsync_contents WHERE space_id = :space AND hash = repeat('7', 64)",
                "SELECT id FROM gitsync_contents WHERE space_id = :space AND NOT is_referenced AND stored_at < now()",
                "SELECT id FROM gitsync_contents WHERE space_id = :space AND has_chunks AND blob IS NOT NULL",
                "SELECT bytes FROM gitsync_content_chunks"
                        + " WHERE content_id = '00000000-0000-0000-0000-000000000007' AND number >= 0 AND number < 9",
                "SELECT revision_counter FROM gitsync_spaces WHERE id = :space",
                "SELECT name, target FROM gitsync_refs WHERE space_id = 'other7'",
                "SELECT p.id, f.ext FROM gitsync_packs p JOIN gitsync_pack_files f ON f.pack_id = p.id"
                        + " WHERE p.space_id = 'other7' AND p.is_committed AND p.replaced_at IS NULL",
                "SELECT bytes FROM gitsync_pack_chunks WHERE pack_id = '00000000-0000-0000-0000-000000000007' AND ext = 'pack' AND number >= 0 AND number < 9"
            })
    void scansNoWholeTable(String query) {
        assertScansNoWholeTable(
                query.replace(":space", "'" + SPACE.id() + "'").replace(":most", Integer.toString(PAGES)));
    }

    /** The scheduler runs this query for every space again and again. */
    @Test
    void readsOnlyThePacksOfTheSpaceToDecideOnMaintenance() {
        assertScansNoWholeTable(JdbiPacks.NEEDS_MAINTENANCE
                .replace(":space", "'other7'")
                .replace(":many", "20")
                .replace(":millis", "1000"));
    }

    private static void assertScansNoWholeTable(String query) {
        List<String> plan = DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("EXPLAIN " + query)
                        .mapTo(String.class)
                        .list());
        // PostgreSQL always scans a table that fits one page of rows.
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan") && !line.contains("gitsync_spaces"));
    }
}
