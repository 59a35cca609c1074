package dev.gitsync.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;

/** Tests the steps of {@link IdentityTrail} and their costs. Trees are written as files with their texts: {@code A.md=text}. */
final class FollowedFilesTest {
    private final HintedInserter inserter = HintedInserter.ignoringHints(
            new InMemoryRepository(new DfsRepositoryDescription("trail")).newObjectInserter());
    private final ObjectReader reader = inserter.newReader();
    private final WorkBudget budget = WorkBudget.unlimited();
    private final List<PushedCommits.Commit> newestFirst = new ArrayList<>();
    private int ids;

    @Test
    void followsAFileThatAMergeEditedToTheFirstOtherParentWithIt() throws Exception {
        mergeOfTwoThatMovedAFileToX("X.md=all new", "k=1");
        assertThat(follow("X.md")).isEqualTo(Map.of("X.md", "Guide.md"));
    }

    /** Merges three commits with these files: one moved Guide.md to X.md, and one Notes.md. */
    private void mergeOfTwoThatMovedAFileToX(String... files) throws Exception {
        PushedCommits.Parent main = main("Guide.md=guide", "Notes.md=notes");
        PushedCommits.Parent ours = commit(List.of("Guide.md=guide", "Notes.md=notes", "k=1"), main);
        PushedCommits.Parent one = commit(List.of("X.md=guide", "Notes.md=notes"), main);
        PushedCommits.Parent two = commit(List.of("Guide.md=guide", "X.md=notes"), main);
        commit(List.of(files), ours, one, two);
    }

    @Test
    void followsAFileThatAMergeTookFromOneParentToThatParent() throws Exception {
        mergeOfTwoThatMovedAFileToX("X.md=notes", "Guide.md=guide", "k=1");
        assertThat(follow("X.md")).isEqualTo(Map.of("X.md", "Notes.md"));
    }

    @Test
    void followsAFolderWithFilesOfSeveralParentsFileByFile() throws Exception {
        PushedCommits.Parent main = main("Guide.md=guide", "Notes.md=notes", "Memo.md=memo");
        PushedCommits.Parent ours = commit(List.of("Guide.md=guide", "Notes.md=notes", "Memo.md=memo", "k=1"), main);
        PushedCommits.Parent one = commit(List.of("d/A.md=guide", "d/e/C.md=memo", "Notes.md=notes"), main);
        PushedCommits.Parent two = commit(List.of("Guide.md=guide", "d/B.md=notes", "Memo.md=memo"), main);
        commit(List.of("d/A.md=guide", "d/B.md=all new", "d/e/C.md=new too", "k=1"), ours, one, two);
        assertThat(follow("d/A.md", "d/B.md", "d/e/C.md"))
                .isEqualTo(Map.of("d/A.md", "Guide.md", "d/B.md", "Notes.md", "d/e/C.md", "Memo.md"));
    }

    @Test
    void followsAFolderThatAMergeTookWholeToItsParent() throws Exception {
        PushedCommits.Parent main = main("a/A.md=guide", "a/B.md=notes");
        PushedCommits.Parent ours = commit(List.of("a/A.md=guide", "a/B.md=notes", "k=1"), main);
        PushedCommits.Parent moved = commit(List.of("d/A.md=guide", "d/B.md=notes"), main);
        PushedCommits.Parent edited = commit(List.of("d/A.md=new", "d/B.md=newer"), moved);
        commit(List.of("d/A.md=new", "d/B.md=newer", "k=1"), ours, edited);
        assertThat(follow("d/A.md", "d/B.md")).isEqualTo(Map.of("d/A.md", "a/A.md", "d/B.md", "a/B.md"));
    }

    @Test
    void distinguishesAFolderFromAFileOfItsName() throws Exception {
        PushedCommits.Parent main = main("Guide.md=guide", "Notes.md=notes");
        PushedCommits.Parent ours = commit(List.of("Guide.md=guide", "k=1"), main);
        PushedCommits.Parent one = commit(List.of("X.md/y=1", "Guide.md=guide"), main);
        PushedCommits.Parent two = commit(List.of("X.md=notes", "Guide.md=guide"), main);
        commit(List.of("X.md=all new", "Guide.md=guide", "k=1"), ours, one, two);
        assertThat(follow("X.md")).isEqualTo(Map.of("X.md", "Notes.md"));
    }

    @Test
    void followsAFileToTheFirstParentThatHasIt() throws Exception {
        PushedCommits.Parent main = main("Guide.md=guide", "Notes.md=notes");
        PushedCommits.Parent ours = commit(List.of("X.md=guide", "Notes.md=notes"), main);
        PushedCommits.Parent other = commit(List.of("Guide.md=guide", "X.md=notes"), main);
        commit(List.of("X.md=all new"), ours, other);
        assertThat(follow("X.md")).isEqualTo(Map.of("X.md", "Guide.md"));
    }

    @Test
    void followsOneOfTheFilesThatComeFromOneFile() throws Exception {
        PushedCommits.Parent main = main("Guide.md=guide");
        PushedCommits.Parent one = commit(List.of("B.md=guide"), main);
        PushedCommits.Parent two = commit(List.of("A.md=guide"), main);
        commit(List.of("A.md=guide", "B.md=guide"), one, two);
        assertThat(follow("A.md", "B.md")).isEqualTo(Map.of("A.md", "Guide.md"));
    }

    @Test
    void prefersTheFileAtItsPathToOthersThatComeFromIt() throws Exception {
        PushedCommits.Parent main = main("Guide.md=guide");
        PushedCommits.Parent one = commit(List.of("A.md=guide"), main);
        PushedCommits.Parent two = commit(List.of("Guide.md=guide", "k=1"), main);
        commit(List.of("A.md=guide", "Guide.md=guide"), one, two);
        assertThat(follow("A.md", "Guide.md")).isEqualTo(Map.of("Guide.md", "Guide.md"));
    }

    @Test
    void followsFilesThatOnlyAMergeSwapped() throws Exception {
        PushedCommits.Parent main = main("A.md=guide", "B.md=notes");
        PushedCommits.Parent other = commit(List.of("A.md=guide", "B.md=notes", "k=1"), main);
        commit(List.of("A.md=notes", "B.md=guide"), main, other);
        assertThat(follow("A.md", "B.md")).isEqualTo(Map.of("A.md", "A.md", "B.md", "B.md"));

        newestFirst.clear();
        commit(List.of("A.md=notes", "B.md=guide"), main);
        assertThat(follow("A.md", "B.md")).isEqualTo(Map.of("A.md", "B.md", "B.md", "A.md"));
    }

    @Test
    void stopsAtANewFile() throws Exception {
        PushedCommits.Parent main = main("Guide.md=guide");
        PushedCommits.Parent one = commit(List.of("Guide.md=guide", "d/New.md=new"), main);
        commit(List.of("Guide.md=guide", "e/New.md=new"), one);
        assertThat(follow("Guide.md", "e/New.md")).isEqualTo(Map.of("Guide.md", "Guide.md"));
    }

    @Test
    void chargesACommitForEachDifferenceWithoutFollowedFiles() throws Exception {
        List<String> files = files(50, "d/");
        PushedCommits.Parent main = main("Guide.md=guide");
        commit(with(files, "Guide.md=guide"), main);
        follow("Guide.md");
        assertThat(budget.spent()).as("a commit, a folder and a comparison").isEqualTo(3);

        newestFirst.clear();
        long before = budget.spent();
        commit(with(files(50, ""), "Guide.md=guide"), main);
        follow("Guide.md");
        assertThat(budget.spent() - before).as("50 files").isEqualTo(2 + 50);
    }

    @Test
    void opensAFolderOfACommitOnce() throws Exception {
        PushedCommits.Parent main = main("Guide.md=guide");
        commit(with(files(20, "d/"), "Guide.md=guide"), main);
        follow("d/F0.md");
        assertThat(budget.spent())
                .as("a commit, a comparison, a folder twice, then opened")
                .isEqualTo(1 + 1 + 2 + 21);
    }

    @Test
    void chargesAMergeForEachFileInEachOtherParent() throws Exception {
        PushedCommits.Parent main = main("Guide.md=guide");
        String[] tips = files(20, "").stream().map(file -> file.split("=")[0]).toArray(String[]::new);
        PushedCommits.Parent one = commit(with(files(20, ""), "Guide.md=guide"), main);
        commit(with(files(20, ""), "Guide.md=guide"), main, one);
        newestFirst.remove(1);
        follow(tips);
        assertThat(budget.spent())
                .as("differences, then files in the other parent")
                .isEqualTo(1 + 21 + 21);

        newestFirst.clear();
        long before = budget.spent();
        PushedCommits.Parent part = commit(with(files(10, "d/"), "Guide.md=guide"), main);
        commit(with(files(20, "d/"), "Guide.md=guide"), main, part);
        newestFirst.remove(1);
        follow(files(10, "d/").stream().map(file -> file.split("=")[0]).toArray(String[]::new));
        assertThat(budget.spent() - before)
                .as("a folder, in the other parent, and opened; then its files that are followed")
                .isEqualTo(1 + 2 + 2 + 21 + 11);
    }

    private static List<String> files(int n, String folder) {
        return IntStream.range(0, n)
                .mapToObj(i -> folder + "F" + i + ".md=" + i)
                .toList();
    }

    private static List<String> with(List<String> files, String more) {
        return Stream.concat(files.stream(), Stream.of(more)).toList();
    }

    private SortedMap<String, String> follow(String... tips) throws Exception {
        PageTexts texts = new PageTexts(reader, budget);
        PageFiles files = new PageFiles(new MarkdownFormat(), new SafePathNaming());
        return IdentityTrail.follow(
                new IdentityTrail.Ground(texts, reader, files, 64),
                new PushedCommits(newestFirst),
                Arrays.asList(tips));
    }

    private PushedCommits.Parent main(String... files) throws Exception {
        return new PushedCommits.Parent(nextId(), tree(List.of(files)));
    }

    private PushedCommits.Parent commit(List<String> files, PushedCommits.Parent... parents) throws Exception {
        ObjectId id = nextId();
        ObjectId tree = tree(files);
        newestFirst.add(0, new PushedCommits.Commit(id, tree, List.of(parents)));
        return new PushedCommits.Parent(id, tree);
    }

    private ObjectId nextId() {
        return ObjectId.fromString(String.format("%040x", ++ids));
    }

    private ObjectId tree(List<String> files) throws Exception {
        TreeEditor tree = new TreeEditor(reader, ObjectId.zeroId());
        for (String file : files) {
            String[] pathAndText = file.split("=");
            byte[] text = pathAndText[1].getBytes(StandardCharsets.UTF_8);
            tree.putFile(pathAndText[0], inserter.insert(Constants.OBJ_BLOB, text));
        }
        return tree.write(inserter);
    }
}
