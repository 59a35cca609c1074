package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.jdbi.internal.content.ContentCollection;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.RefMove;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.testkit.WikiEditor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Contents are stored once, in chunks or in git, and cost as much as a caller reads or writes of them. */
class StoredContentsTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final int SIZE = 5_000_000;
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-30T12:00:00Z"), "m");

    private final Space space = DATABASE.newSpace();
    private final JdbiRepositoryStore repositories = new JdbiRepositoryStore(DATABASE.jdbi());
    private final JdbiPageStore store = store(DATABASE.jdbi());
    private final AttachmentStore attachments = store.attachments().orElseThrow();
    private final WikiEditor wiki = new WikiEditor(store, space);
    private final TestContent content = TestContent.of(Contents.bytes(SIZE, 1));

    private JdbiPageStore store(Jdbi jdbi) {
        return new JdbiPageStore(
                jdbi, new JdbiAttachments(jdbi, Settings.defaults().withRepositories(new JdbiRepositoryStore(jdbi))));
    }

    @Test
    void readsContentsFromGitIfGitHasThem() throws IOException {
        String blob = push(content);
        PageId file = put(content, blob);

        assertThat(chunks()).isZero();
        assertThat(attachments.readsRepository()).isTrue();
        assertThat(attachments.contains(space, content.hash())).isTrue();
        assertThat(wiki.contents(file)).isEqualTo(content.bytes());
        assertThat(read(3_000_001)).isEqualTo(Arrays.copyOfRange(content.bytes(), 3_000_001, SIZE));
        assertThat(read(SIZE + 1L)).isEmpty();
        attachments.store(space, content);
        assertThat(chunks()).as("chunks of contents that git has").isZero();
    }

    @Test
    void deletesChunksOnceGitHasTheContents() throws Exception {
        PageId file = wiki.upload(null, "photo.jpg", content, ADA);
        assertThat(chunks()).isEqualTo((SIZE + 65_535) / 65_536);
        assertThat(repositories.needsMaintenance(space)).isFalse();
        attachments.inRepository(space, Map.of(content.hash(), push(content)));
        assertThat(repositories.needsMaintenance(space)).isTrue();

        try (InputStream reader = attachments.open(space, content.hash(), 0)) {
            byte[] begin = reader.readNBytes(100_000);
            assertThat(repositories.maintain(space)).isTrue();
            assertThat(chunks()).isZero();
            byte[] rest = reader.readAllBytes();
            assertThat(begin).isEqualTo(Arrays.copyOf(content.bytes(), 100_000));
            assertThat(rest).isEqualTo(Arrays.copyOfRange(content.bytes(), 100_000, SIZE));
        }
        assertThat(wiki.contents(file)).isEqualTo(content.bytes());
        assertThat(repositories.needsMaintenance(space)).isFalse();
    }

    /** A caller that names a wrong blob loses no contents. */
    @Test
    void keepsChunksIfTheBlobHasOtherContentsOrDoesNotExist() throws IOException {
        TestContent other = TestContent.of("other");
        PageId file = wiki.upload(null, "photo.jpg", content, ADA);
        for (String blob : List.of(push(other), "c".repeat(40))) {
            attachments.inRepository(space, Map.of(content.hash(), blob));
            Contents.collect(DATABASE, space);

            assertThat(wiki.contents(file)).isEqualTo(content.bytes());
            assertThat(DATABASE.number(
                            "SELECT count(*) FROM gitsync_contents WHERE space_id = :space AND blob IS NOT NULL",
                            space))
                    .isZero();
        }
    }

    @Test
    void storesEqualContentsOnce() {
        wiki.upload(null, "a.jpg", content, ADA);
        wiki.upload(null, "b.jpg", content, ADA);

        assertThat(chunks()).isEqualTo((SIZE + 65_535) / 65_536);
    }

    @Test
    void readsOnlyTheLastChunksForTheEndOfALargeFile() throws IOException {
        attachments.store(space, content);
        List<String> statements = new CopyOnWriteArrayList<>();
        AttachmentStore watched = store(
                        TestDatabase.watched(Jdbi.create(DATABASE.url(), "postgres", "postgres"), statements))
                .attachments()
                .orElseThrow();
        try (InputStream in = watched.open(space, content.hash(), SIZE - 10L)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content.bytes(), SIZE - 10, SIZE));
        }
        assertThat(statements).hasSize(2);
    }

    @Test
    void appliesManyAttachmentsWithAsManyStatementsAsOne() throws IOException {
        int one = statementsFor(1);
        assertThat(statementsFor(200)).isEqualTo(one).isLessThanOrEqualTo(9);
    }

    /** Counts the statements of two plans: one puts attachments, the other moves, restores and deletes them. */
    private int statementsFor(int files) throws IOException {
        List<String> statements = new ArrayList<>();
        JdbiPageStore watched =
                store(TestDatabase.watched(Jdbi.create(DATABASE.url(), "postgres", "postgres"), statements));
        Space fresh = DATABASE.newSpace();
        List<PageChange> plan = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            TestContent small = TestContent.of("file " + i);
            attachments.store(fresh, small);
            plan.add(new PageChange.PutAttachment(store.newPageId(fresh), 0, small.as(null, "f" + i), null, ADA));
        }
        statements.clear();
        assertThat(watched.apply(fresh, plan, ApplyContext.edit("ada"))).isInstanceOf(ApplyResult.Applied.class);
        int put = statements.size();
        List<PageChange> deletion = new ArrayList<>();
        plan.forEach(step -> deletion.add(new PageChange.Delete(step.id(), 1, ADA)));
        statements.clear();
        assertThat(watched.apply(fresh, deletion, ApplyContext.edit("ada"))).isInstanceOf(ApplyResult.Applied.class);
        assertThat(statements).hasSizeLessThanOrEqualTo(6);
        return put;
    }

    @Test
    void collectsAnInterruptedUploadAfterTheGraceTime() {
        DATABASE.jdbi()
                .useHandle(handle -> handle.execute(
                        "INSERT INTO gitsync_contents (id, space_id, size, has_chunks, stored_at)"
                                + " VALUES (gen_random_uuid(), ?, 0, true, now() - interval '25 hours')",
                        space.id().value()));
        assertThat(repositories.needsMaintenance(space)).isTrue();
        new ContentCollection(new Database(DATABASE.jdbi()), repositories).run(space, ContentCollection.GRACE);

        assertThat(DATABASE.number("SELECT count(*) FROM gitsync_contents WHERE space_id = :space", space))
                .isZero();
    }

    /** A push whose attachments are only in git is refused completely if its pack does not contain the blob. */
    @Test
    void storesNoContentsForARolledBackPlan() {
        PageChange put =
                new PageChange.PutAttachment(store.newPageId(space), 0, content.as(null, "a.jpg"), "d".repeat(40), ADA);
        try {
            store.apply(space, List.of(put), new ApplyContext("ada", 1, applied -> {
                throw new IllegalStateException("the refs did not move");
            }));
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("the refs did not move");
        }
        assertThat(attachments.contains(space, content.hash())).isFalse();
        assertThat(store.changes(space, Cursor.START, 10).changes()).isEmpty();
    }

    private byte[] read(long offset) throws IOException {
        try (InputStream in = attachments.open(space, content.hash(), offset)) {
            return in.readAllBytes();
        }
    }

    private PageId put(TestContent bytes, String blob) {
        PageId id = store.newPageId(space);
        AttachmentContent as = bytes.as(null, "photo.jpg");
        assertThat(store.apply(
                        space, List.of(new PageChange.PutAttachment(id, 0, as, blob, ADA)), ApplyContext.edit("ada")))
                .isInstanceOf(ApplyResult.Applied.class);
        return id;
    }

    /** Makes a commit of one file with these contents the tip of main, and returns the id of its blob. */
    private String push(TestContent bytes) throws IOException {
        try (SpaceRepository repository = repositories.open(space);
                ObjectInserter inserter = repository.newInserter()) {
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, bytes.size(), bytes.open());
            TreeFormatter tree = new TreeFormatter();
            tree.append("photo.jpg", FileMode.REGULAR_FILE, blob);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            commit.setAuthor(new PersonIdent("Ada", "ada@example.org"));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("a photo");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            ObjectId main = repository.refs("refs/heads/main").get("refs/heads/main");
            assertThat(repository.move(List.of(new RefMove("refs/heads/main", main, id))))
                    .isTrue();
            return blob.name();
        }
    }

    private long chunks() {
        return DATABASE.number(
                "SELECT count(*) FROM gitsync_content_chunks c JOIN gitsync_contents s ON s.id = c.content_id"
                        + " WHERE s.space_id = :space",
                space);
    }
}
