package dev.gitsync.internal.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.links.KeptLinks;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;

/** Tests each reason to refuse a file of a push. */
final class ProposalCheckTest {
    private final HintedInserter inserter = HintedInserter.ignoringHints(
            new InMemoryRepository(new DfsRepositoryDescription("check")).newObjectInserter());
    private final ObjectReader reader = inserter.newReader();
    private final TreeEditor tree = new TreeEditor(reader, ObjectId.zeroId());
    private ProposalLimits limits = limits(100, 200);
    private ObjectId main = ObjectId.zeroId();
    private long pageBytes;

    private static ProposalLimits limits(int maxDepth, int maxPathBytes) {
        return new ProposalLimits(10, 20, maxDepth, maxPathBytes, 1_000, 100, new KeptLinks(false, true));
    }

    @Test
    void limitsTheSizeOfFilesThatAreNotPages() throws Exception {
        put("A.md", "x".repeat(10));
        put("B.md", "1234");
        put("a.txt", "x".repeat(20));
        assertThat(problems()).isEmpty();
        assertThat(pageBytes).as("pages alone").isEqualTo(14);

        put("A.md", "x".repeat(11));
        put("a.txt", "x".repeat(21));
        assertThat(problems())
                .containsExactly(
                        "A.md has 11 bytes; this server accepts up to 10",
                        "a.txt has 21 bytes; this server accepts up to 20");
    }

    @Test
    void limitsTheLengthOfPaths() throws Exception {
        limits = limits(2, 5);
        put("a/é.t", "");
        put("b/c", "");
        assertThat(problems()).containsExactly("a/é.t is longer than 5 bytes");
        limits = limits(100, 6);
        assertThat(problems()).isEmpty();
    }

    @Test
    void limitsTheDepthOfPaths() throws Exception {
        put("a/b/c", "");
        limits = limits(3, 200);
        assertThat(problems()).isEmpty();
        main = ObjectId.zeroId();
        limits = limits(2, 200);
        assertThat(problems())
                .allMatch(problem -> problem.endsWith(" is deeper than 2 folders"))
                .hasSize(1);
    }

    @Test
    void refusesNamesThatAreNotUtf8() throws Exception {
        put("\ufffd.txt", "");
        put("a\ufffd", "");
        assertThat(problems())
                .containsExactly(
                        "a\ufffd has a name that is not UTF-8. Rename it and push again.",
                        "\ufffd.txt has a name that is not UTF-8. Rename it and push again.");
    }

    @Test
    void refusesAFolderWithTheModeOfAFile() throws Exception {
        put("d/x", "");
        ObjectId folder = tree.write(inserter);
        tree.put("a", FileMode.REGULAR_FILE, folder);
        assertThat(problems()).containsExactly("a is not a file, although its mode says so");
    }

    @Test
    void refusesAMissingFile() throws Exception {
        tree.put("a", FileMode.EXECUTABLE_FILE, ObjectId.fromString("1".repeat(40)));
        assertThat(problems()).containsExactly("a is missing from the push");
    }

    @Test
    void checksLinksAndSubmodules() throws Exception {
        tree.put("a", FileMode.SYMLINK, blob("x"));
        tree.put("m", FileMode.GITLINK, ObjectId.fromString("1".repeat(40)));
        put("d/.gitmodules", "");
        assertThat(problems())
                .containsExactly(
                        "a is a symbolic link; this wiki does not accept symbolic links",
                        "d/.gitmodules belongs to submodules, but git reads only .gitmodules at the top",
                        "m is a submodule, but .gitmodules does not name it. Add it with 'git submodule add', or remove"
                                + " it with 'git rm --cached'");
    }

    @Test
    void requiresTheAddressOfARemainingSubmodule() throws Exception {
        limits = new ProposalLimits(10, 200, 100, 200, 1_000, 100, new KeptLinks(false, true));
        tree.put("m", FileMode.GITLINK, ObjectId.fromString("1".repeat(40)));
        put(".gitmodules", "[submodule \"m\"]\npath = m\nurl = https://a.b/c\n");
        assertThat(problems()).isEmpty();
        main = tree.write(inserter);
        tree.remove(".gitmodules");
        assertThat(problems()).containsExactly("m is a submodule, but .gitmodules does not name it any more");
    }

    @Test
    void refusesAMovedFolderWithACollidingName() throws Exception {
        put("a/x", "x");
        put("B/y", "y");
        main = tree.write(inserter);
        tree.move("a", "b");
        assertThat(problems()).containsExactly("B/ and b/ differ only in case. Rename one of them and push again.");
    }

    @Test
    void ignoresNamesThatMainHas() throws Exception {
        put("con.txt", "1");
        put("a?", "1");
        main = tree.write(inserter);
        put("con.txt", "2");
        assertThat(problems()).isEmpty();
    }

    private List<String> problems() throws Exception {
        ObjectId pushed = tree.write(inserter);
        try {
            TreeChanges changes = TreeChanges.of(
                    reader, TreeDiff.between(reader, main, pushed, 1_000), limits.maxDepth(), WorkBudget.unlimited());
            PageFiles files = new PageFiles(new MarkdownFormat(), new SafePathNaming());
            ProposalCheck check = new ProposalCheck(reader, files, limits, new TreeEditor(reader, pushed));
            check.check(changes);
            pageBytes = check.pageBytes();
            return List.of();
        } catch (ProposalException e) {
            return e.problems();
        }
    }

    private void put(String path, String text) throws Exception {
        tree.putFile(path, blob(text));
    }

    private ObjectId blob(String text) throws Exception {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }
}
