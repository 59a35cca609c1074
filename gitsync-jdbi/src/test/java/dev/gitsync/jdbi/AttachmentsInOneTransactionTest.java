package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.testkit.WikiEditor;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The engine over pages, attachments and repositories in one database. */
class AttachmentsInOneTransactionTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-30T12:00:00Z"), "m");

    private final Space space = DATABASE.newSpace();
    private final JdbiRepositoryStore repositories = new JdbiRepositoryStore(DATABASE.jdbi());
    private final JdbiPageStore store = new JdbiPageStore(
            DATABASE.jdbi(),
            new JdbiAttachments(DATABASE.jdbi(), Settings.defaults().withRepositories(repositories)));
    private final WikiEditor wiki = new WikiEditor(store, space);

    /** After the pull, the contents are in git alone, and still those of the attachment. */
    @Test
    void uploadIsStoredOnceAfterThePull() throws Exception {
        PageId page = wiki.create(null, "Page", "text", ADA);
        TestContent photo = TestContent.of(Contents.bytes(3_000_000, 1));
        PageId file = wiki.upload(page, "photo.jpg", photo, ADA);
        try (GitSync sync = GitSync.builder()
                .spaces(new JdbiSpaces(DATABASE.jdbi()))
                .pages(store)
                .repositories(repositories)
                .build()) {
            assertThat(sync.runOnce(space.id())).isInstanceOf(SyncReport.Pulled.class);
            assertThat(chunks()).isPositive();
            assertThat(repositories.maintain(space)).isTrue();

            assertThat(chunks()).isZero();
            assertThat(wiki.contents(file)).isEqualTo(photo.bytes());
            assertThat(sync.verify(space.id()))
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            proof -> assertThat(proof.differences()).isEmpty());
        }
    }

    private long chunks() {
        return DATABASE.number(
                "SELECT count(*) FROM gitsync_content_chunks c JOIN gitsync_contents s ON s.id = c.content_id"
                        + " WHERE s.space_id = :space",
                space);
    }
}
