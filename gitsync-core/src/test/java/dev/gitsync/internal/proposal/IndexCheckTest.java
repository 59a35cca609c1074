package dev.gitsync.internal.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.PageId;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;

/** Refuses a push that changes a file whose page is not in the index. */
final class IndexCheckTest {
    private static final TreeItem OLD = new TreeItem(FileMode.REGULAR_FILE, ObjectId.fromString("1".repeat(40)));
    private static final TreeItem NEW = new TreeItem(FileMode.REGULAR_FILE, ObjectId.fromString("2".repeat(40)));
    private static final String REPAIR = ". Ask the operator to repair this space, then push again.";
    private static final String UNKNOWN = " is in main, but this server does not know which page it is" + REPAIR;

    private final ObjectReader reader = new InMemoryRepository(new DfsRepositoryDescription("check")).newObjectReader();
    private final PageFiles files = new PageFiles(new MarkdownFormat(), new SafePathNaming());
    private final SpaceIndex index;

    IndexCheckTest() throws Exception {
        index = SpaceIndex.read(reader, files.naming(), ObjectId.zeroId());
        put("Known", true);
        put("Folder", false);
    }

    private void put(String name, boolean hasFile) throws Exception {
        index.put(new IndexedPage(new PageId(name), null, null, name, name, 1, hasFile, false));
    }

    @Test
    void acceptsChangesOfKnownPages() {
        assertThatCode(() -> {
                    check(new TreeDelta("Known.md", OLD, NEW));
                    check(new TreeDelta("Known.md", OLD, null));
                    check(new TreeDelta("New.md", null, NEW));
                    check(new TreeDelta("Folder.md", null, NEW));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void ignoresFilesThatAreNotPages() {
        assertThatCode(() -> check(
                        new TreeDelta("x.txt", OLD, NEW),
                        new TreeDelta("y.txt", OLD, null),
                        new TreeDelta("Known", null, NEW)))
                .doesNotThrowAnyException();
    }

    @Test
    void requiresAPageWithTextForChangedAndDeletedFiles() {
        assertThatThrownBy(() -> check(
                        new TreeDelta("Changed.md", OLD, NEW),
                        new TreeDelta("Deleted.md", OLD, null),
                        new TreeDelta("Folder.md", OLD, NEW)))
                .isInstanceOfSatisfying(
                        ProposalException.class,
                        refused -> assertThat(refused.problems())
                                .containsExactly(
                                        "Changed.md" + UNKNOWN, "Folder.md" + UNKNOWN, "Deleted.md" + UNKNOWN));
    }

    @Test
    void refusesANewFileAtThePathOfAPage() {
        assertThatThrownBy(() -> check(new TreeDelta("Known.md", null, NEW)))
                .isInstanceOfSatisfying(
                        ProposalException.class,
                        refused -> assertThat(refused.problems())
                                .containsExactly(
                                        "Known.md is not in main, but this server knows a page that has it" + REPAIR));
    }

    private void check(TreeDelta... deltas) throws Exception {
        TreeChanges changes = TreeChanges.of(reader, List.of(deltas), 64, WorkBudget.unlimited());
        new IndexCheck(index, files).check(changes);
    }
}
