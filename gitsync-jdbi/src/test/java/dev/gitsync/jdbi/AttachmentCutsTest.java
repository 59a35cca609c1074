package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.JdbiAttachments.Settings;
import dev.gitsync.lfs.LargeFiles;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.testkit.WikiEditor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connection breaks at any statement of a push or a pull of attachments: both sides agree afterwards, nothing is there twice, and after the grace time no contents are left that nothing names. Issue 28.
 *
 * <p>By default one of 13 statements is cut; {@code -Dgitsync.cuts.all=true} cuts each of them.
 */
class AttachmentCutsTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final int STEP = Boolean.getBoolean("gitsync.cuts.all") ? 1 : 13;
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-30T12:00:00Z"), "m");

    private final Space space = DATABASE.newSpace();
    private final PostgresPool pool = DATABASE.pool();
    private final CutConnections cutter = new CutConnections(pool.dataSource());
    private final GitSync sync = sync(Jdbi.create(cutter));
    private final JdbiPageStore store = store(pool.jdbi());
    private final WikiEditor wiki = new WikiEditor(store, space);
    private final WorkingCopy copy = new WorkingCopy(space);

    private static JdbiPageStore store(Jdbi jdbi) {
        return new JdbiPageStore(
                jdbi, new JdbiAttachments(jdbi, Settings.defaults().withRepositories(new JdbiRepositoryStore(jdbi))));
    }

    private static GitSync sync(Jdbi jdbi) {
        return GitSync.builder()
                .spaces(new JdbiSpaces(jdbi))
                .pages(store(jdbi))
                .repositories(new JdbiRepositoryStore(jdbi))
                .build();
    }

    @AfterEach
    void close() {
        sync.close();
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pushOfAttachmentsHappensOrDoesNotWhereverTheConnectionBreaks(boolean afterIt) throws Exception {
        copy.write(".gitattributes", "*.bin filter=lfs\n")
                .write("A.md", "a")
                .write("B.md", "b")
                .write("A/kept.png", "kept")
                .write("A/moved.png", "moved")
                .write("A/gone.png", "gone");
        assertThat(copy.push(sync)).isInstanceOf(PushResult.Accepted.class);
        pushWithCuts(this::change, afterIt);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pushThatDeletesAndRestoresPagesWithAttachmentsHappensOrDoesNot(boolean afterIt) throws Exception {
        copy.write("A.md", "a").write("B.md", "b").write("B/kept.png", "kept").write("C.md", "c");
        copy.write("C/one.png", "one").write("C/img/two.png", "two");
        assertThat(copy.push(sync)).isInstanceOf(PushResult.Accepted.class);
        pushWithCuts(round -> deleteOrRestore(), afterIt);
    }

    /** A change to the files of the working copy. */
    private interface Edit {
        void make(int round) throws IOException;
    }

    private void pushWithCuts(Edit edit, boolean afterIt) throws Exception {
        boolean wasNotReached = false;
        for (int statement = 1; !wasNotReached; statement += STEP) {
            SortedMap<String, String> before = attachments();
            edit.make(statement);

            int cut = statement;
            PushResult result = copy.push(sync, () -> cutter.cut(cut, afterIt));
            wasNotReached = cutter.wasNotReached();

            boolean isIn = result instanceof PushResult.Accepted;
            assertThat(attachments()).as("statement %d", statement).isEqualTo(isIn ? expected() : before);
            assertAgreement();
            if (!isIn) {
                assertThat(copy.push(sync)).isInstanceOf(PushResult.Accepted.class);
                assertThat(attachments()).isEqualTo(expected());
            }
            new JdbiRepositoryStore(pool.jdbi()).maintain(space);
        }
        assertNoOrphans();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pullOfAttachmentsIsContinuedWhereverTheConnectionBreaks(boolean afterIt) throws Exception {
        PageId page = wiki.create(null, "A", "a", ADA);
        PageId file = wiki.upload(page, "file.png", TestContent.of("first"), ADA);
        PageId other = wiki.upload(null, "other.png", TestContent.of("other"), ADA);
        sync.runOnce(space.id());
        boolean wasNotReached = false;
        for (int statement = 1; !wasNotReached; statement += STEP) {
            wiki.replace(file, TestContent.of("content " + statement), ADA);
            wiki.renameAttachment(other, "other" + statement + ".png", ADA);
            wiki.upload(page, "new" + statement + ".png", TestContent.of("new " + statement), ADA);

            cutter.cut(statement, afterIt);
            sync.runOnce(space.id());
            wasNotReached = cutter.wasNotReached();

            sync.runOnce(space.id());
            assertAgreement();
            assertThat(copy.fetch(sync).files())
                    .containsKeys("A/new" + statement + ".png", "other" + statement + ".png");
            assertThat(copy.files().get("A/file.png"))
                    .isEqualTo(("content " + statement).getBytes(StandardCharsets.UTF_8));
            assertThat(attachments()).isEqualTo(expected());
        }
        assertNoOrphans();
    }

    private void deleteOrRestore() {
        if (copy.files().containsKey("C.md")) {
            copy.delete("C.md").delete("C/one.png").delete("C/img/two.png");
        } else {
            copy.write("C.md", "c").write("C/one.png", "one").write("C/img/two.png", "two");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pullOfDeletedAndRestoredPagesIsContinuedWhereverTheConnectionBreaks(boolean afterIt) throws Exception {
        wiki.create(null, "B", "b", ADA);
        PageId page = wiki.create(null, "C", "c", ADA);
        wiki.upload(page, "one.png", TestContent.of("one"), ADA);
        wiki.upload(page, "img/two.png", TestContent.of("two"), ADA);
        sync.runOnce(space.id());
        SortedMap<String, String> all = attachments();
        boolean wasNotReached = false;
        for (int statement = 1; !wasNotReached; statement += STEP) {
            Page live = wiki.live(page);
            List<Attachment> files = wiki.attachmentsOf(page);
            wiki.delete(page, ADA);
            cutter.cut(statement, afterIt);
            sync.runOnce(space.id());
            boolean wasDeletionReached = !cutter.wasNotReached();
            sync.runOnce(space.id());
            assertAgreement();
            assertThat(copy.fetch(sync).files()).containsOnlyKeys("B.md");

            wiki.restore(
                    trashed(live),
                    files.stream().map(AttachmentCutsTest::trashed).toList(),
                    ADA);
            cutter.cut(statement, afterIt);
            sync.runOnce(space.id());
            wasNotReached = cutter.wasNotReached() && !wasDeletionReached;
            sync.runOnce(space.id());
            assertAgreement();
            assertThat(copy.fetch(sync).files()).containsOnlyKeys("B.md", "C.md", "C/one.png", "C/img/two.png");
            assertThat(attachments()).isEqualTo(all).isEqualTo(expected());
        }
        assertNoOrphans();
    }

    private static Page trashed(Page live) {
        return new Page(live.id(), live.version() + 1, live.content());
    }

    private static Attachment trashed(Attachment live) {
        return new Attachment(live.id(), live.version() + 1, live.content());
    }

    /** Adds, replaces, moves, deletes and restores attachments; one of them is a pointer to an object that was uploaded first. */
    private void change(int round) throws IOException {
        TestContent object = TestContent.of("object " + round);
        new LargeFiles(
                        store.attachments().orElseThrow(),
                        sync.largeFiles().orElseThrow().locks(),
                        1000)
                .store(space, object);
        boolean isEven = copy.files().containsKey("A/moved.png");
        copy.write("A/kept.png", "kept " + round)
                .write("B/new" + round + ".png", "new " + round)
                .write("B/file.bin", object.pointer())
                .move(isEven ? "A/moved.png" : "B/moved.png", isEven ? "B/moved.png" : "A/moved.png");
        if (copy.files().containsKey("A/gone.png")) {
            copy.delete("A/gone.png");
        } else {
            copy.write("A/gone.png", "gone");
        }
    }

    private SortedMap<String, String> expected() {
        SortedMap<String, String> expected = new TreeMap<>();
        copy.files().forEach((path, bytes) -> {
            if (!path.endsWith(".md") && !path.startsWith(".")) {
                String text = new String(bytes, StandardCharsets.UTF_8);
                String hash = text.contains("oid sha256:")
                        ? text.replaceAll("(?s).*oid sha256:([0-9a-f]{64}).*", "$1")
                        : TestContent.of(bytes).hash().value();
                expected.put(path, hash);
            }
        });
        return expected;
    }

    private SortedMap<String, String> attachments() {
        SortedMap<String, String> found = new TreeMap<>();
        for (Attachment file : store.attachments().orElseThrow().attachments(space, null, 1_000)) {
            PageId page = file.content().page();
            String folder = page == null ? "" : wiki.live(page).content().title() + "/";
            assertThat(found.put(
                            folder + file.content().name(),
                            file.content().hash().value()))
                    .as("twin")
                    .isNull();
        }
        return found;
    }

    private void assertAgreement() {
        assertThat(sync.verify(space.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        proof -> assertThat(proof.differences()).isEmpty());
    }

    /** After the grace time, each of the contents is named by a revision, or a commit has a pointer to it; and all that are named are there. */
    private void assertNoOrphans() throws IOException {
        Contents.collect(DATABASE, space);
        assertThat(DATABASE.number(
                        "SELECT count(*) FROM gitsync_contents WHERE space_id = :space AND (hash IS NULL OR NOT is_referenced)",
                        space))
                .isZero();
        assertThat(DATABASE.number(
                        "SELECT count(*) FROM gitsync_content_chunks k LEFT JOIN gitsync_contents c ON c.id = k.content_id"
                                + " WHERE c.id IS NULL AND :space <> ''",
                        space))
                .isZero();
        for (String hash : attachments().values()) {
            try (var in = store.attachments().orElseThrow().open(space, new ContentHash(hash), 0)) {
                assertThat(TestContent.of(in.readAllBytes()).hash().value()).isEqualTo(hash);
            }
        }
    }
}
