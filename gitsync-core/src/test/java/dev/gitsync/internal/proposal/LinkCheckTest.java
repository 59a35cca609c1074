package dev.gitsync.internal.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.links.KeptLinks;
import dev.gitsync.internal.links.SubmoduleList;
import dev.gitsync.internal.links.SymlinkTarget;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;

/** Each rule about symbolic links and submodules. */
final class LinkCheckTest {
    private static final ObjectId COMMIT = ObjectId.fromString("1".repeat(40));

    private final HintedInserter inserter = HintedInserter.ignoringHints(
            new InMemoryRepository(new DfsRepositoryDescription("links")).newObjectInserter());
    private final ObjectReader reader = inserter.newReader();
    private final TreeEditor pushed = new TreeEditor(reader, ObjectId.zeroId());
    private final List<String> problems = new ArrayList<>();
    private KeptLinks kept = new KeptLinks(true, true);

    @Test
    void linkInsideOfTheTreeIsAccepted() throws Exception {
        check().checkSymlink("d/link", link("../x"));
        assertThat(problems).isEmpty();
    }

    @Test
    void linkOutOfTheTreeIsRefused() throws Exception {
        check().checkSymlink("d/link", link("../../x"));
        assertThat(problems).singleElement().asString().startsWith("d/link ");
    }

    @Test
    void linkIsRefusedWhereNoneIsKept() throws Exception {
        kept = new KeptLinks(false, true);
        check().checkSymlink("link", link("x"));
        assertThat(problems).containsExactly("link is a symbolic link; this wiki does not accept symbolic links");
    }

    @Test
    void linkInPlaceOfAPageOrOfAFileThatGitReadsIsRefused() throws Exception {
        check().checkSymlink("A.md", link("x"));
        check().checkSymlink("d/.gitignore", link("x"));
        assertThat(problems)
                .containsExactly(
                        "A.md is a symbolic link where a page would be; push a plain file, or rename the link",
                        "d/.gitignore is a symbolic link, but git reads this file and follows no link there; push a"
                                + " plain file");
    }

    @Test
    void linkWithALongTargetIsRefused() throws Exception {
        check().checkSymlink("link", link("x".repeat(SymlinkTarget.MOST_BYTES)));
        assertThat(problems).isEmpty();
        check().checkSymlink("link", link("x".repeat(SymlinkTarget.MOST_BYTES + 1)));
        assertThat(problems)
                .containsExactly("link is a symbolic link with a target of " + (SymlinkTarget.MOST_BYTES + 1)
                        + " bytes; this server accepts up to " + SymlinkTarget.MOST_BYTES);
    }

    @Test
    void submoduleThatTheListNamesIsAccepted() throws Exception {
        list("m");
        check().checkSubmodule("m");
        assertThat(problems).isEmpty();
        check().checkSubmodule("n");
        assertThat(problems).singleElement().asString().startsWith("n is a submodule, but .gitmodules does not name");
    }

    @Test
    void submoduleNeedsAList() throws Exception {
        check().checkSubmodule("m");
        assertThat(problems).hasSize(1);
    }

    @Test
    void submoduleIsRefusedWhereNoneIsKeptAndInPlaceOfAPage() throws Exception {
        list("m", "A.md");
        check().checkSubmodule("A.md");
        kept = new KeptLinks(true, false);
        check().checkSubmodule("m");
        assertThat(problems)
                .containsExactly(
                        "A.md is a submodule where a page would be; rename it",
                        "m is a submodule; this wiki does not accept submodules");
    }

    @Test
    void listOfSubmodulesIsRefusedWhereNoneIsKeptOrElsewhereThanAtTheTop() throws Exception {
        list("m");
        check().checkGitmodules("d/.gitmodules", null);
        kept = new KeptLinks(true, false);
        check().checkGitmodules(".gitmodules", null);
        assertThat(problems)
                .containsExactly(
                        "d/.gitmodules belongs to submodules, but git reads only .gitmodules at the top",
                        ".gitmodules belongs to submodules; this wiki does not accept submodules");
    }

    @Test
    void flawsOfTheListAreReported() throws Exception {
        list("m");
        check().checkGitmodules(".gitmodules", null);
        assertThat(problems).isEmpty();
        list("../m");
        check().checkGitmodules(".gitmodules", null);
        assertThat(problems).isNotEmpty().allMatch(problem -> problem.startsWith(".gitmodules "));
    }

    @Test
    void submoduleThatStaysNeedsItsAddress() throws Exception {
        TreeItem before = list("m", "n", "o", "p");
        pushed.put("m", FileMode.GITLINK, COMMIT);
        pushed.put("n", FileMode.GITLINK, COMMIT);
        pushed.putFile("o", blob("a file now"));
        list("n");
        check().checkGitmodules(".gitmodules", before);
        check().checkStillNamed(before);
        check().checkStillNamed(null);
        String lost = "m is a submodule, but .gitmodules does not name it any more";
        assertThat(problems).containsExactly(lost, lost);
    }

    @Test
    void submoduleThatStaysNeedsTheList() throws Exception {
        TreeItem before = list("m");
        pushed.put("m", FileMode.GITLINK, COMMIT);
        pushed.remove(".gitmodules");
        check().checkGone(Map.of("x", before));
        assertThat(problems).isEmpty();
        check().checkGone(Map.of(".gitmodules", before));
        check().checkGitmodules(".gitmodules", null);
        assertThat(problems).containsExactly("m is a submodule, but .gitmodules does not name it any more");
    }

    @Test
    void listThatIsNoFileNamesNoSubmodule() throws Exception {
        list("m");
        TreeItem file = pushed.find(".gitmodules").orElseThrow();
        pushed.put(".gitmodules", FileMode.SYMLINK, file.id());
        check().checkSubmodule("m");
        assertThat(problems).hasSize(1);
    }

    @Test
    void listIsReadUpToItsLimit() throws Exception {
        String list = "[submodule \"m\"]\npath = m\nurl = https://a.b/c\n";
        String longest = list + "#".repeat(SubmoduleList.MOST_BYTES - list.length());
        pushed.putFile(".gitmodules", blob(longest));
        check().checkSubmodule("m");
        assertThat(problems).isEmpty();
        pushed.putFile(".gitmodules", blob(longest + "#"));
        check().checkSubmodule("m");
        assertThat(problems).hasSize(1);
    }

    @Test
    void listIsKnownByEachNameThatAPlatformTakesForIt() {
        assertThat(LinkCheck.isGitmodules("d/.GitModules")).isTrue();
        assertThat(LinkCheck.isGitmodules(".gitmodules/x")).isFalse();
    }

    private LinkCheck check() throws IOException {
        return new LinkCheck(
                reader,
                new PageFiles(new MarkdownFormat(), new SafePathNaming()),
                kept,
                new TreeEditor(reader, pushed.write(inserter)),
                (path, problem) -> problems.add(path + " " + problem));
    }

    private TreeItem list(String... paths) throws IOException {
        StringBuilder list = new StringBuilder();
        for (String path : paths) {
            list.append("[submodule \"" + path + "\"]\npath = " + path + "\nurl = https://a.b/c\n");
        }
        pushed.put(".gitmodules", FileMode.REGULAR_FILE, blob(list.toString()));
        return pushed.find(".gitmodules").orElseThrow();
    }

    private TreeItem link(String target) throws IOException {
        return new TreeItem(FileMode.SYMLINK, blob(target));
    }

    private ObjectId blob(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }
}
