package dev.gitsync.internal.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.work.PlanMemory;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;

/** Tests which folders moved as a whole. Trees are written as files with their texts: {@code a/x=1}. */
final class TreeChangesTest {
    private final HintedInserter inserter = HintedInserter.ignoringHints(
            new InMemoryRepository(new DfsRepositoryDescription("changes")).newObjectInserter());
    private final ObjectReader reader = inserter.newReader();
    private final WorkBudget budget = WorkBudget.unlimited();
    private int maxDepth = 64;

    @Test
    void reportsDeletedAddedAndChangedFiles() throws Exception {
        TreeChanges changes = changes(tree("x=1", "y=2", "z=3"), tree("y=4", "z=3", "w=5"));
        assertThat(changes.goneFiles()).containsOnlyKeys("x");
        assertThat(changes.addedFiles()).containsOnlyKeys("w");
        assertThat(changes.changedFiles()).containsOnlyKeys("y");
        assertThat(changes.movedFolders()).isEmpty();
    }

    @Test
    void detectsAMovedFolderByItsContent() throws Exception {
        TreeChanges changes = changes(tree("a/x=1", "a/d/y=2"), tree("b/x=1", "b/d/y=2"));
        assertThat(changes.movedFolders()).isEqualTo(Map.of("b", "a"));
        assertThat(changes.goneFolders()).containsExactly("a");
        assertThat(changes.goneFiles()).isEmpty();
        assertThat(changes.addedFiles()).isEmpty();
    }

    @Test
    void reportsAFolderWithOtherContentAsDeleted() throws Exception {
        TreeChanges changes = changes(tree("a/x=1", "a/d/y=2"), tree("b/x=1", "b/z=3"));
        assertThat(changes.movedFolders()).isEmpty();
        assertThat(changes.goneFolders()).containsExactly("a", "a/d");
        assertThat(changes.goneFiles()).containsOnlyKeys("a/x", "a/d/y");
        assertThat(changes.addedFiles()).containsOnlyKeys("b/x", "b/z");
    }

    @Test
    void prefersTheFolderWithTheSameNameAmongEqualOnes() throws Exception {
        assertThat(changes(tree("a/d/x=1", "a/e/x=1", "k=0"), tree("b/e/x=1", "k=0"))
                        .movedFolders())
                .isEqualTo(Map.of("b/e", "a/e"));
        assertThat(changes(tree("a/e/x=1", "k=0"), tree("b/d/x=1", "b/e/x=1", "k=0"))
                        .movedFolders())
                .isEqualTo(Map.of("b/e", "a/e"));
    }

    @Test
    void prefersTheFirstOfEqualFoldersWithOtherNames() throws Exception {
        TreeChanges changes = changes(tree("a/x=1", "b/x=1", "c/x=1"), tree("d/x=1", "e/x=1"));
        assertThat(changes.movedFolders()).isEqualTo(Map.of("d", "a", "e", "b"));
        assertThat(changes.goneFolders()).containsExactly("a", "b", "c");
        assertThat(changes.goneFiles()).containsOnlyKeys("c/x");
    }

    @Test
    void detectsAFolderThatMovedToAnotherDepth() throws Exception {
        ObjectId flat = tree("a/x=1", "a/in/w/z=2", "k=0");
        ObjectId deep = tree("d/e/b/x=1", "d/e/b/in/w/z=2", "d/y=2", "k=0");
        TreeChanges down = changes(flat, deep);
        assertThat(down.movedFolders()).isEqualTo(Map.of("d/e/b", "a"));
        assertThat(down.goneFiles()).isEmpty();
        assertThat(down.goneFolders()).containsExactly("a");
        assertThat(down.addedFiles()).containsOnlyKeys("d/y");

        TreeChanges up = changes(deep, flat);
        assertThat(up.movedFolders()).isEqualTo(Map.of("a", "d/e/b"));
        assertThat(up.goneFiles()).containsOnlyKeys("d/y");
        assertThat(up.goneFolders()).containsExactly("d", "d/e", "d/e/b");
        assertThat(up.addedFiles()).isEmpty();
    }

    @Test
    void splitsAFolderOfWhichAPartMovedSeparately() throws Exception {
        TreeChanges changes = changes(tree("a/in/x=1", "a/y=2", "k=0"), tree("in/x=1", "z/a/in/x=1", "z/a/y=2", "k=0"));
        assertThat(changes.movedFolders()).isEqualTo(Map.of("in", "a/in"));
        assertThat(changes.goneFiles()).containsOnlyKeys("a/y");
        assertThat(changes.addedFiles()).containsOnlyKeys("z/a/in/x", "z/a/y");
    }

    @Test
    void splitsAFolderThatTookAPartOfAnother() throws Exception {
        TreeChanges changes = changes(tree("in/x=1", "z/a/in/x=1", "z/a/y=2", "k=0"), tree("a/in/x=1", "a/y=2", "k=0"));
        assertThat(changes.movedFolders()).isEqualTo(Map.of("a", "z/a"));
        assertThat(changes.goneFiles()).containsOnlyKeys("in/x");
        assertThat(changes.addedFiles()).isEmpty();
    }

    @Test
    void distinguishesFoldersWithACommonPrefix() throws Exception {
        TreeChanges changes = changes(tree("a/x=1", "a b/y=2", "k=0"), tree("c/x=1", "a0/y=2", "k=0"));
        assertThat(changes.movedFolders()).isEqualTo(Map.of("c", "a", "a0", "a b"));
    }

    @Test
    void reportsAFileThatBecameAFolderAsDeleted() throws Exception {
        TreeChanges changes = changes(tree("a=1"), tree("a/x=1"));
        assertThat(changes.goneFiles()).containsOnlyKeys("a");
        assertThat(changes.addedFiles()).containsOnlyKeys("a/x");
        assertThat(changes.goneFolders()).isEmpty();
    }

    @Test
    void refusesNewFoldersBelowTheDepth() throws Exception {
        maxDepth = 3;
        ObjectId deep = tree("a/b/c=1");
        assertThat(changes(tree("k=0"), deep).addedFiles()).containsOnlyKeys("a/b/c");
        maxDepth = 2;
        assertThatThrownBy(() -> changes(tree("k=0"), deep))
                .isInstanceOfSatisfying(
                        ProposalException.class,
                        refused -> assertThat(refused.problems()).containsExactly("a/b is deeper than 2 folders"));
        assertThat(changes(deep, tree("k=0")).goneFiles()).containsOnlyKeys("a/b/c");
    }

    @Test
    void chargesEveryFile() throws Exception {
        changes(tree("x=1", "y=2"), tree("x=3", "z=2"));
        assertThat(budget.spent()).isEqualTo(3);
    }

    @Test
    void chargesOpenedFoldersWithTheirEntries() throws Exception {
        changes(tree("a/x=1", "a/y=2", "k=0"), tree("k=0"));
        assertThat(budget.spent()).as("a folder, opened, and its entries").isEqualTo(1 + 1 + 2);
    }

    @Test
    void chargesNothingForTheContentOfAFolderThatMovedWhole() throws Exception {
        changes(tree("a/x=1", "a/y=2"), tree("b/x=1", "b/y=2"));
        assertThat(budget.spent())
                .as("two folders, compared by name and by content")
                .isEqualTo(2 + 2);

        long before = budget.spent();
        changes(tree("d/b/x=1", "d/b/y=2"), tree("a/x=1", "a/y=2"));
        assertThat(budget.spent() - before)
                .as("two folders, compared twice; one opened with one entry, which is compared twice")
                .isEqualTo(2 + 2 + 2 + 2);
    }

    @Test
    void chargesComparedFolders() throws Exception {
        changes(tree("a/x=1"), tree("b/x=2"));
        assertThat(budget.spent())
                .as("two folders, one compared by name and by content, both opened with an entry each")
                .isEqualTo(2 + 2 + 2 * 2);
    }

    @Test
    void countsMemoryForEachFileAndFolder() throws Exception {
        TreeChanges changes = changes(tree("x=1", "y=2", "a/z=3"), tree("y=4", "b/w=5"));
        long room = 0;
        for (String path : new String[] {"x", "y", "a", "a/z", "b", "b/w"}) {
            room += PlanMemory.ofFile(path.length());
        }
        assertThat(changes.room()).isEqualTo(room);
    }

    private TreeChanges changes(ObjectId before, ObjectId after) throws Exception {
        return TreeChanges.of(reader, TreeDiff.between(reader, before, after, 1_000), maxDepth, budget);
    }

    private ObjectId tree(String... files) throws Exception {
        TreeEditor tree = new TreeEditor(reader, ObjectId.zeroId());
        for (String file : files) {
            String[] pathAndText = file.split("=");
            byte[] text = pathAndText[1].getBytes(StandardCharsets.UTF_8);
            tree.putFile(pathAndText[0], inserter.insert(Constants.OBJ_BLOB, text));
        }
        return tree.write(inserter);
    }
}
