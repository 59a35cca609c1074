package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.model.PageId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.store.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Law 7 for attachments of the wiki: cost follows change, and ten times as many changes of one shape cost at most twelve times as
 * much. Counted as in {@link ShapeCostTest}.
 */
class AttachmentCostTest {
    private static final int FEW = 100;
    private static final int MANY = 1_000;

    /** A change among many files of one folder costs what it costs among few, apart from reading the names of the folder. */
    @ParameterizedTest
    @ValueSource(strings = {"upload", "replace", "rename", "delete", "move the page", "edit the page"})
    void oneChangeInAWideFolder(String change) throws IOException {
        Cost few = oneChange(change, FEW / 4);
        Cost many = oneChange(change, FEW);
        long most = Growth.operations(few) - few.names() + 10;
        assertThat(Growth.operations(many) - many.names())
                .as("%s after %s", many, few)
                .isLessThanOrEqualTo(most);
        assertThat(many.names()).as("names").isLessThanOrEqualTo(FEW + 20);
    }

    private static Cost oneChange(String change, int n) throws IOException {
        SizedSpace space = SizedSpace.withAttachments();
        PageId page = space.wiki.create(space.space, null, "Page", "text", space.edit("create"));
        List<PageId> files = upload(space, page, n, i -> "file " + i + ".png", i -> "content " + i);
        pull(space);
        PageId file = files.get(n / 2);
        switch (change) {
            case "upload" -> upload(space, page, 1, i -> "new.png", i -> "new");
            case "replace" -> space.wiki.replace(space.space, file, TestContent.of("new"), space.edit("replace"));
            case "rename" -> space.wiki.renameAttachment(space.space, file, "new.png", space.edit("rename"));
            case "delete" -> space.wiki.deleteAttachment(space.space, file, space.edit("delete"));
            case "move the page" -> space.wiki.rename(space.space, page, "Renamed", space.edit("rename"));
            default -> space.wiki.edit(space.space, page, "new text", space.edit("edit"));
        }
        Cost cost = pull(space);
        assertThat(cost.wiki().calls().getOrDefault(Call.ATTACHMENTS, 0L)).isZero();
        return cost;
    }

    /** Moving a page with 1,000 files reads and writes none of them. */
    @Test
    void movedPageTakesAThousandFilesAlongAtTheCostOfItsOwn() throws IOException {
        SizedSpace space = SizedSpace.withAttachments();
        PageId target = space.wiki.create(space.space, null, "Target", "text", space.edit("create"));
        PageId page = space.wiki.create(space.space, null, "Page", "text", space.edit("create"));
        upload(space, page, 1_000, i -> "folder " + i % 10 + "/file " + i + ".png", i -> "content " + i);
        pull(space);
        space.wiki.move(space.space, page, target, space.edit("move"));
        Cost cost = pull(space);
        assertThat(Growth.operations(cost)).isLessThan(80);
        assertThat(cost.wiki().calls().getOrDefault(Call.OPEN, 0L)).isZero();
        assertThat(space.sync.verify(space.space.id()).isClean()).isTrue();
    }

    @Test
    void filesThatAreUploadedIntoOneFolder() throws IOException {
        Growth.assertAtMost(Growth.LINEAR, FEW / 2, n -> {
            SizedSpace space = SizedSpace.withAttachments();
            upload(space, null, n, i -> "file " + i + ".png", i -> "content " + i);
            return pull(space);
        });
    }

    @Test
    void filesInFoldersInsideOfEachOther() throws IOException {
        Growth.assertAtMost(Growth.LINEAR, 60, n -> {
            SizedSpace space = SizedSpace.withAttachments();
            upload(space, null, n, i -> "chain " + i / 10 + "/level".repeat(i % 10) + "/file.png", i -> "content " + i);
            return pull(space);
        });
    }

    /** Equal contents are read once, and are one object. */
    @Test
    void filesWithOneContent() throws IOException {
        SizedSpace space = SizedSpace.withAttachments();
        upload(space, null, FEW, i -> "file " + i + ".png", i -> "the same");
        Cost cost = pull(space);
        assertThat(cost.wiki().calls()).containsEntry(Call.OPEN, 1L);
    }

    /** Each name is taken by the one before, so that all but the first get their ids behind it. */
    @Test
    void filesWithOneNameInAnotherCase() throws IOException {
        Growth.assertAtMost(Growth.LINEAR, 60, n -> {
            SizedSpace space = SizedSpace.withAttachments();
            upload(space, null, n, i -> cased(i) + ".png", i -> "content " + i);
            return pull(space);
        });
    }

    @Test
    void filesThatMoveToAnotherPageAreNotReadAgain() throws IOException {
        Growth.assertAtMost(Growth.LINEAR, 60, n -> {
            SizedSpace space = SizedSpace.withAttachments();
            PageId page = space.wiki.create(space.space, null, "Page", "text", space.edit("create"));
            List<PageId> files = upload(space, null, n, i -> "file " + i + ".png", i -> "content " + i);
            pull(space);
            for (PageId file : files) {
                space.wiki.moveAttachment(space.space, file, page, space.edit("move"));
            }
            Cost cost = pull(space);
            assertThat(cost.wiki().calls().getOrDefault(Call.OPEN, 0L)).isZero();
            return cost;
        });
    }

    @Test
    void deletedAndRestoredPagesWithFiles() throws IOException {
        Growth.assertAtMost(Growth.LINEAR, 60, n -> {
            SizedSpace space = SizedSpace.withAttachments();
            PageId page = space.wiki.create(space.space, null, "Page", "text", space.edit("create"));
            upload(space, page, n, i -> "folder/file " + i + ".png", i -> "content " + i);
            pull(space);
            space.wiki.delete(space.space, page, space.edit("delete"));
            pull(space);
            space.wiki.restore(space.space, page, space.edit("restore"));
            return pull(space);
        });
    }

    /** Verification reads no contents, whatever their size. */
    @Test
    void verificationOpensNoContents() throws IOException {
        SizedSpace space = SizedSpace.withAttachments();
        upload(space, null, 60, i -> "file " + i + ".png", i -> "content " + i);
        pull(space);
        Cost cost = space.cost(
                () -> assertThat(space.sync.verify(space.space.id()).isClean()).isTrue());
        assertThat(cost.wiki().calls()).doesNotContainKey(Call.OPEN);
    }

    @Test
    void indexThatIsWrittenAnew() throws IOException {
        Growth.assertAtMost(Growth.LINEAR, 60, n -> {
            SizedSpace space = SizedSpace.withAttachments();
            PageId page = space.wiki.create(space.space, null, "Page", "text", space.edit("create"));
            upload(space, page, n, i -> "folder " + i % 7 + "/file " + i + ".png", i -> "content " + i);
            pull(space);
            try (Repository repository = space.uncounted()) {
                RefUpdate state = repository.updateRef("refs/gitsync/state");
                state.setForceUpdate(true);
                state.delete();
            }
            Cost cost = space.cost(() -> space.sync.runOnce(space.space.id()));
            assertThat(cost.wiki().calls()).doesNotContainKeys(Call.OPEN, Call.STORE);
            return cost;
        });
    }

    /** The engine hashes large files while their pack arrives. This wiki does not read the repository, so it is given them once. */
    @Test
    void pushedFilesAreReadOnceFromTheRepository() throws IOException {
        assertThat(bytesRead(1)).isLessThan(110_000);
        assertThat(bytesRead(10)).isBetween(1_000_000L, 1_010_000L);
    }

    private static long bytesRead(int files) throws IOException {
        SizedSpace space = SizedSpace.withAttachments();
        space.wiki.create(space.space, null, "Page", "text", space.edit("create"));
        pull(space);
        Cost cost = space.pushCost(client -> {
            for (int i = 0; i < files; i++) {
                client.write("Page/" + i + ".png", String.valueOf(i).repeat(100_000));
            }
        });
        return cost.git().bytesRead();
    }

    /** A folder of 1,000 files, against one of 100. */
    @Test
    void wideFolderOfThousandsIsPulledAtTheCostOfItsFiles() throws IOException {
        long few = wide(FEW);
        long many = wide(MANY);
        assertThat(many).as("%s after %s", many, few).isLessThanOrEqualTo(12 * few);
    }

    private static long wide(int n) throws IOException {
        SizedSpace space = SizedSpace.withAttachments();
        upload(space, null, n, i -> "file " + i + ".png", i -> "content " + i % 50);
        return Growth.operations(pull(space));
    }

    private static String cased(int i) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 10; bit++) {
            name.append((i >> bit & 1) == 0 ? 'a' : 'A');
        }
        return name.toString();
    }

    private static List<PageId> upload(
            SizedSpace space, @Nullable PageId page, int n, IntFunction<String> names, IntFunction<String> contents) {
        List<PageId> files = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            TestContent content = TestContent.of(contents.apply(i));
            files.add(space.wiki.upload(space.space, page, names.apply(i), content, space.edit("upload")));
        }
        return files;
    }

    private static Cost pull(SizedSpace space) throws IOException {
        return space.cost(() -> assertThat(space.sync.runOnce(space.space.id())).isInstanceOf(SyncReport.Pulled.class));
    }
}
