package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.jdbi.internal.content.ContentCollection;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.testkit.WikiEditor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;

/** Contents are kept as long as a revision of the wiki or the history of git needs them (issue 28). */
class KeptContentsTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Provenance ADA = Provenance.wiki(TestCommits.ADA, Instant.parse("2026-11-30T12:00:00Z"), "m");

    private final Space space = DATABASE.newSpace();
    private final JdbiRepositoryStore repositories = new JdbiRepositoryStore(DATABASE.jdbi(), Duration.ZERO);
    private final JdbiPageStore store = new JdbiPageStore(
            DATABASE.jdbi(),
            new JdbiAttachments(DATABASE.jdbi(), Settings.defaults().withRepositories(repositories)));
    private final AttachmentStore attachments = store.attachments().orElseThrow();
    private final WikiEditor wiki = new WikiEditor(store, space);

    /** If several versions lie within the commit window, git receives only the last one; the others are stored only in chunks. */
    @Test
    void keepsAVersionThatIsInNoCommit() throws Exception {
        TestContent first = TestContent.of(Contents.bytes(300_000, 1));
        TestContent last = TestContent.of(Contents.bytes(300_000, 2));
        PageId file = wiki.upload(null, "photo.jpg", first, ADA);
        wiki.replace(file, last, ADA);
        try (GitSync sync =
                sync(GitSyncSettings.builder().commitWindow(Duration.ofHours(1)).build())) {
            assertThat(sync.runOnce(space.id())).isInstanceOf(SyncReport.Pulled.class);
            for (int run = 0; run < 3; run++) {
                repositories.maintain(space);
            }

            assertThat(contents(first)).isEqualTo(first.bytes());
            assertThat(contents(last)).isEqualTo(last.bytes());
            assertThat(chunks()).as("chunks of the first version").isEqualTo((300_000 + 65_535) / 65_536);
        }
    }

    /**
     * An earlier commit of a push, a hidden file and a page may contain pointers too; none of them makes a revision of
     * an attachment.
     */
    @Test
    void keepsAnLfsObjectIfACommitHasAPointerToIt() throws Exception {
        TestContent earlier = TestContent.of(Contents.bytes(100_000, 3));
        TestContent hidden = TestContent.of(Contents.bytes(100_000, 4));
        TestContent last = TestContent.of(Contents.bytes(100_000, 5));
        TestContent old = TestContent.of(Contents.bytes(100_000, 10));
        TestContent converted = TestContent.of(Contents.bytes(100_000, 11));
        TestContent unused = TestContent.of(Contents.bytes(100_000, 6));
        for (TestContent content : List.of(earlier, hidden, last, old, converted, unused)) {
            attachments.store(space, content);
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(".gitattributes", "*.psd filter=lfs\n".getBytes(StandardCharsets.US_ASCII));
        files.put(".theme/logo.psd", hidden.pointer().getBytes(StandardCharsets.US_ASCII));
        String hawser = old.pointer().replace("git-lfs.github.com", "hawser.github.com");
        files.put(".theme/old.psd", hawser.getBytes(StandardCharsets.US_ASCII));
        String lines = converted.pointer().replace("\n", "\r\n").strip();
        files.put(".theme/converted.psd", lines.getBytes(StandardCharsets.US_ASCII));
        files.put("design.psd", earlier.pointer().getBytes(StandardCharsets.US_ASCII));
        try (GitSync sync = sync(GitSyncSettings.defaults());
                Repository repository = sync.open(space)) {
            ObjectId first = TestCommits.commit(repository, ObjectId.zeroId(), files);
            files.put("design.psd", last.pointer().getBytes(StandardCharsets.US_ASCII));
            ObjectId tip = TestCommits.commit(repository, first, files);
            PushResult result = sync.ingestPush(
                    space,
                    repository,
                    new Pusher("ada", TestCommits.ADA, true),
                    new PushAttempt.Proposal(ObjectId.zeroId(), tip, List.of()));
            assertThat(result).isInstanceOf(PushResult.Accepted.class);
        }
        Contents.collect(DATABASE, space);

        for (TestContent content : List.of(earlier, hidden, last, old, converted)) {
            assertThat(contents(content)).isEqualTo(content.bytes());
        }
        assertThat(attachments.contains(space, unused.hash())).isFalse();
        assertThat(repositories.needsMaintenance(space))
                .as("maintenance is due again")
                .isFalse();
    }

    /** A client that is told that the server has an object pushes a pointer to it a moment later. */
    @Test
    void keepsAnObjectThatABatchReportedForAnotherGraceTime() throws Exception {
        TestContent offered = TestContent.of(Contents.bytes(100_000, 8));
        TestContent other = TestContent.of(Contents.bytes(100_000, 9));
        for (TestContent content : List.of(offered, other)) {
            attachments.store(space, content);
        }
        age();
        attachments.renew(space, Set.of(offered.hash()));
        repositories.maintain(space);

        assertThat(attachments.contains(space, offered.hash())).isTrue();
        assertThat(attachments.contains(space, other.hash())).isFalse();
    }

    /** Maintenance of repositories outside this database knows nothing of contents. */
    @Test
    void deletesUnusedContentsIfRepositoriesAreElsewhere() throws Exception {
        TestContent used = TestContent.of(Contents.bytes(70_000, 8));
        TestContent unused = TestContent.of(Contents.bytes(70_000, 9));
        wiki.upload(null, "photo.jpg", used, ADA);
        attachments.store(space, unused);
        JdbiAttachments elsewhere = new JdbiAttachments(DATABASE.jdbi());
        elsewhere.deleteUnused(space, repositories);
        assertThat(attachments.contains(space, unused.hash()))
                .as("chunks within the grace time")
                .isTrue();
        age();
        elsewhere.deleteUnused(space, repositories);

        assertThat(attachments.contains(space, unused.hash())).isFalse();
        assertThat(contents(used)).isEqualTo(used.bytes());
    }

    private void age() {
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate("UPDATE gitsync_contents"
                                + " SET stored_at = stored_at - interval '2 days' WHERE space_id = :space")
                        .bind("space", space.id().value())
                        .execute());
    }

    /** Two processes may collect at the same time if the lease of one has expired. */
    @Test
    void keepsChunksIfAnotherProcessRemovedTheBlobMeanwhile() throws Exception {
        TestContent photo = TestContent.of(Contents.bytes(300_000, 7));
        wiki.upload(null, "photo.jpg", photo, ADA);
        try (GitSync sync = sync(GitSyncSettings.defaults())) {
            sync.runOnce(space.id());
        }
        RepositoryStore forgetful = (opened, limits) -> {
            DATABASE.jdbi()
                    .useHandle(handle -> handle.createUpdate(
                                    "UPDATE gitsync_contents SET blob = NULL WHERE space_id = :space")
                            .bind("space", opened.id().value())
                            .execute());
            return repositories.open(opened, limits);
        };
        new ContentCollection(new Database(DATABASE.jdbi()), forgetful).run(space, ContentCollection.GRACE);

        assertThat(contents(photo)).isEqualTo(photo.bytes());
    }

    private GitSync sync(GitSyncSettings settings) {
        return GitSync.builder()
                .spaces(new JdbiSpaces(DATABASE.jdbi()))
                .pages(store)
                .repositories(repositories)
                .settings(settings)
                .build();
    }

    private byte[] contents(TestContent content) throws IOException {
        try (InputStream in = attachments.open(space, content.hash(), 0)) {
            return in.readAllBytes();
        }
    }

    private long chunks() {
        return DATABASE.number(
                "SELECT count(*) FROM gitsync_content_chunks c JOIN gitsync_contents s ON s.id = c.content_id"
                        + " WHERE s.space_id = :space",
                space);
    }
}
