package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.report.PushResult;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.store.Call;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each pointer of Git LFS that a push adds, in any of its commits, names an object that the space has: issue 28. */
class PushedPointersTest {
    private static final String ATTRIBUTES = "*.bin filter=lfs diff=lfs merge=lfs -text\n";
    private static final TestContent ONE = TestContent.of("one large file");
    private static final TestContent TWO = TestContent.of("another large file");

    private final EngineFixture wiki = EngineFixture.withAttachments();

    /** A checkout of the first commit would fail. */
    @Test
    void refusesAPointerThatALaterCommitReplaces() throws Exception {
        track();
        store(TWO);
        ObjectId first = wiki.git.fetch().write("Guide/plan.bin", ONE.pointer()).commit("Add");
        PushResult.Refused refused =
                wiki.git.write("Guide/plan.bin", TWO.pointer()).refused("Replace");
        assertThat(refused.details().get(0))
                .isEqualTo("Guide/plan.bin is a pointer of Git LFS to an object that this space does not have ("
                        + ONE.hash() + ") (in commit " + first.abbreviate(10).name() + ")");
        assertThat(refused.details().get(1)).contains("git lfs push --all origin");
        assertThat(wiki.attachments()).isEmpty();

        store(ONE);
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        wiki.assertVerified();
    }

    @Test
    void refusesAPointerThatALaterCommitDeletes() throws Exception {
        track();
        wiki.git.fetch().write("Guide/plan.bin", ONE.pointer()).commit("Add");
        PushResult.Refused refused = wiki.git.delete("Guide/plan.bin").refused("Delete");
        assertThat(refused.details()).hasSize(2);
    }

    @Test
    void refusesAPointerOfAMergedBranch() throws Exception {
        track();
        ObjectId base = wiki.git.fetch().write("Other.md", "other").commit("Base");
        ObjectId side = wiki.git.write("Guide/plan.bin", ONE.pointer()).commit("Side");
        wiki.git.at(base).write("Main.md", "main").commit("Main");
        wiki.git.commit("Merge, and keep ours", side);
        assertThat(wiki.git.push())
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.details().get(0)).contains("Guide/plan.bin is a pointer"));
    }

    /** The attributes of a later commit, or of one that is merged, can make an LFS file of it. */
    @Test
    void attributesDoNotCount() throws Exception {
        wiki.pull();
        wiki.git.fetch().write("Guide/plan.bin", ONE.pointer()).commit("Add");
        PushResult.Refused refused =
                wiki.git.write(".gitattributes", ATTRIBUTES).refused("Track later");
        assertThat(refused.details().get(0)).contains("Guide/plan.bin is a pointer of Git LFS to an object");

        store(ONE);
        wiki.git.push();
        wiki.git.fetch().write("Guide/note.txt", TWO.pointer()).refused("A text in the form of a pointer");
        wiki.git
                .fetch()
                .write("Guide/note.txt", TWO.pointer() + "is the form of a pointer\n")
                .pushed("A text about pointers");
        wiki.assertVerified();
    }

    /** git-lfs looks at the first 1,024 bytes of a file, so that a clone would get the object, or fail. */
    @ParameterizedTest
    @ValueSource(ints = {1_024, 1_025, 40_000, 2_000_000})
    void refusesFilesThatGitLfsMistakesForPointers(int size) throws Exception {
        track();
        store(ONE);
        String pointer = ONE.pointer();
        String padded = pointer + " ".repeat(size - pointer.length());
        wiki.git.fetch().write("Guide/plan.bin", padded).commit("Add");
        PushResult.Refused refused = wiki.git.delete("Guide/plan.bin").refused("Delete");
        assertThat(refused.details().get(0))
                .startsWith("Guide/plan.bin begins like a pointer of Git LFS, but is longer");

        wiki.git
                .fetch()
                .write("Guide/plan.bin", pointer + "x" + " ".repeat(size))
                .pushed("No pointer for git-lfs either");
    }

    /** What was uploaded in the wiki is a file like any other, and main may have it again. */
    @Test
    void pointersThatMainHasAreNotAsked() throws Exception {
        wiki.page(null, "Guide", "guide");
        wiki.upload(null, "note.txt", ONE.pointer());
        wiki.pull();
        wiki.git.fetch().move("note.txt", "Guide/note.txt").pushed("Move");
        wiki.assertVerified();
    }

    /** The pointers are parsed from what was read before, and looked up in batches of 1,000. */
    @Test
    void costOfPointersIsThatOfFiles() throws IOException {
        Cost files = push(1_050, false);
        Cost pointers = push(1_050, true);
        assertThat(pointers.git().lookups()).isLessThanOrEqualTo(files.git().lookups() + 20);
        assertThat(pointers.wiki().calls().getOrDefault(Call.SIZES, 0L)
                        - files.wiki().calls().getOrDefault(Call.SIZES, 0L))
                .isEqualTo(2);
    }

    /** The check before the lease does not see the file, because main has its blob. */
    @Test
    void refusesACopyThatMakesAPointerOfAFile() throws Exception {
        track();
        wiki.upload(null, "note.txt", ONE.pointer());
        wiki.pull();
        PushResult.Refused refused = wiki.git
                .fetch()
                .move("note.txt", "moved.txt")
                .write("note.bin", ONE.pointer())
                .refused("Move and copy");
        assertThat(refused.reason()).isEqualTo(PushResult.Reason.MISSING_OBJECTS);

        store(ONE);
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        wiki.assertVerified();
    }

    /** Under the lease, only objects are looked up that the check before it has not found. */
    @ParameterizedTest
    @ValueSource(ints = {5, 1_050})
    void looksUpEachObjectOnce(int n) throws IOException {
        SizedSpace space = withObjects(n);
        space.pushCost(client -> client.write(".gitattributes", "*.png filter=lfs\n"));
        Cost cost = space.pushCost(client -> writePointers(client, n, ".png"));
        assertThat(lookups(cost)).isEqualTo((n + 999) / 1_000);
    }

    /** The pointers are in main, where the attributes do not make LFS files of them. */
    @ParameterizedTest
    @ValueSource(ints = {5, 1_050})
    void looksUpTheObjectsOfFilesThatBecomePointers(int n) throws IOException {
        SizedSpace space = withObjects(n);
        space.pushCost(client -> client.write(".gitattributes", "*.png filter=lfs\n"));
        space.pushCost(client -> writePointers(client, n, ".txt"));
        Cost cost = space.pushCost(client -> {
            for (int i = 0; i < n; i++) {
                client.move("Page/" + i + ".txt", "Page/" + i + "-moved.txt");
            }
            writePointers(client, n, ".png");
        });
        assertThat(lookups(cost)).isEqualTo((n + 999) / 1_000);
    }

    private static SizedSpace withObjects(int n) throws IOException {
        SizedSpace space = SizedSpace.withAttachments();
        space.wiki.create(space.space, null, "Page", "text", space.edit("create"));
        space.sync.runOnce(space.space.id());
        for (int i = 0; i < n; i++) {
            space.sync.largeFiles().orElseThrow().store(space.space, TestContent.of("content " + i));
        }
        return space;
    }

    private static void writePointers(PackClient client, int n, String ending) throws IOException {
        for (int i = 0; i < n; i++) {
            client.write("Page/" + i + ending, TestContent.of("content " + i).pointer());
        }
    }

    private static long lookups(Cost cost) {
        return cost.wiki().calls().getOrDefault(Call.SIZES, 0L);
    }

    /** Pushes files without Git LFS, each with a text of its own. */
    private static Cost push(int n, boolean arePointers) throws IOException {
        SizedSpace space = withObjects(arePointers ? n : 0);
        return space.pushCost(client -> {
            for (int i = 0; i < n; i++) {
                String pointer = TestContent.of("content " + i).pointer();
                client.write("Page/" + i + ".png", arePointers ? pointer : "no " + pointer);
            }
        });
    }

    private void track() {
        wiki.page(null, "Guide", "guide");
        wiki.pull();
        wiki.git.fetch().write(".gitattributes", ATTRIBUTES).pushed("Track");
    }

    private void store(TestContent content) throws IOException {
        wiki.sync.largeFiles().orElseThrow().store(wiki.space, content);
    }
}
