package dev.gitsync.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;

/** Tests which files at an old path are other pages. Trees are written as files with their only line: {@code a=text}. */
final class ReplacedFilesTest {
    private final HintedInserter inserter = HintedInserter.ignoringHints(
            new InMemoryRepository(new DfsRepositoryDescription("replaced")).newObjectInserter());
    private final ObjectReader reader = inserter.newReader();
    private final WorkBudget budget = WorkBudget.unlimited();

    @Test
    void detectsSwappedFiles() throws Exception {
        assertThat(replaced("a=1 b=2", "a=2 b=1")).containsExactly("a", "b");
        assertThat(replaced("a=1 b=2", "a=3 b=4")).as("edited").isEmpty();
    }

    @Test
    void detectsAFileReplacedByADeletedOne() throws Exception {
        assertThat(replaced("a=1 b=2", "b=1")).containsExactly("b");
    }

    @Test
    void detectsAFileThatLeftAStub() throws Exception {
        assertThat(replaced("a=1", "a=stub c=1")).containsExactly("a");
        assertThat(replaced("a=1", "a= c=1")).as("an empty stub").containsExactly("a");
        assertThat(replaced("a=1", "a=1,2 c=1")).as("its text is still there").isEmpty();
    }

    @Test
    void detectsFilesThatMadeRoomForEachOther() throws Exception {
        assertThat(replaced("a=1 b=2", "a=2 b=3 c=1")).containsExactly("a", "b");
    }

    @Test
    void findsTheContentOfADeletedFileAtItsNewPath() throws Exception {
        assertThat(replaced("a=1 g=1", "a=2 n=1")).isEmpty();
        assertThat(replaced("a=1 g=1", "a=2 n=1 o=1")).containsExactly("a");
    }

    @Test
    void ignoresACopyOfAFileThatStayed() throws Exception {
        assertThat(replaced("a=1 b=2", "a=1,2 b=1")).isEmpty();
        assertThat(budget.spent()).as("one copy").isEqualTo(1);
        assertThat(replaced("a=1 b=2 c=3", "a=1,2 b=1 c=2"))
                .as("a copy of a copy")
                .isEmpty();
        assertThat(budget.spent() - 1).as("two copies").isEqualTo(2);
    }

    @Test
    void detectsACopyOfAFileThatLeft() throws Exception {
        assertThat(replaced("a=1 b=2 c=3", "a=1,2 b=1 c=2 n=2")).containsExactly("b", "c");
    }

    @Test
    void prefersTheSourceThatLeftAmongFilesWithTheSameContent() throws Exception {
        assertThat(replaced("a=1 b=1 c=3", "a=4 b=1,2 c=1 n=1")).containsExactly("a", "c");
    }

    @Test
    void ignoresOtherFiles() throws Exception {
        assertThat(replaced("a=1 b=2 x.txt=3 y.txt=4", "a=5 b=6 x.txt=4 y.txt=3"))
                .isEmpty();
        assertThat(replaced("a=1 x.txt=2", "a=2")).isEmpty();
        assertThat(replaced("a=1", "a=2 n.txt=1")).isEmpty();
    }

    private Set<String> replaced(String before, String after) throws Exception {
        TreeChanges changes = TreeChanges.of(
                reader, TreeDiff.between(reader, tree(before), tree(after), 64), 64, WorkBudget.unlimited());
        PageTexts texts = new PageTexts(reader, WorkBudget.unlimited());
        return ReplacedFiles.find(
                new PageTexts(reader, budget),
                changes,
                path -> !path.endsWith(".txt"),
                (path, old, now) -> !texts.areSimilar(old, now));
    }

    private ObjectId tree(String files) throws Exception {
        TreeEditor tree = new TreeEditor(reader, ObjectId.zeroId());
        for (String file : files.split(" ")) {
            String[] pathAndText = file.split("=", -1);
            String text = pathAndText[1].isEmpty() ? "" : pathAndText[1].replace(',', '\n') + "\n";
            tree.putFile(pathAndText[0], inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8)));
        }
        return tree.write(inserter);
    }
}
