package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.SyncReport.Reconciliation;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.store.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Symbolic links and submodules that a setting keeps: they stay as they were pushed, whatever happens around them. */
class KeptLinksTest {
    private static final String MODULES = """
            [submodule "lib"]
            \tpath = Guide/lib
            \turl = https://example.org/lib.git
            """;

    private final EngineFixture wiki = new EngineFixture(
            new InMemoryRepositoryStore(),
            builder -> builder.settings(GitSyncSettings.builder()
                    .push(push -> push.keepSymlinks(true).keepSubmodules(true))
                    .build()));
    private final GitUser git = wiki.git;
    private PageId guide;

    @BeforeEach
    void pushLinks() {
        wiki.page(null, "Home", "Welcome\n");
        guide = wiki.page(null, "Guide", "guide\n");
        wiki.page(guide, "Setup", "setup\n");
        git.fetch()
                .link("README", "Home.md")
                .link("Guide/latest", "Setup.md")
                .link("Guide/up", "../Home.md")
                .link(".tools/guide", "../Guide/./")
                .link("gone", "no/such/file")
                .submodule("Guide/lib")
                .write(".gitmodules", MODULES)
                .pushed("links");
    }

    @AfterEach
    void wikiAndMainAgree() {
        wiki.assertVerified();
    }

    @Test
    void linksAreNoPages() {
        assertThat(wiki.wiki.pages(wiki.space, null, 100)).hasSize(3);
        assertThat(git.links()).hasSize(6);
    }

    @Test
    void linksMoveWithTheFolderOfAPage() {
        Map<String, String> before = git.links();

        wiki.wiki.rename(wiki.space, guide, "C# manual", wiki.edit("Rename"));
        wiki.pull();

        String moved = folderOf(guide);
        assertThat(moved).isNotEqualTo("Guide");
        Map<String, String> after = new TreeMap<>();
        before.forEach((path, entry) -> after.put(path.replaceFirst("^Guide/", moved + "/"), entry));
        assertThat(git.links()).isEqualTo(after);
        wiki.wiki.rename(wiki.space, guide, "Guide", wiki.edit("Rename back"));
        wiki.pull();
        assertThat(git.links()).isEqualTo(before);
        assertThat(git.read(".gitmodules")).isEqualTo(MODULES);
    }

    /** A clone finds a submodule by the path in .gitmodules. */
    @Test
    void addressOfASubmoduleFollowsItsFolder() {
        PageId parent = wiki.page(null, "Parent", "parent\n");
        wiki.wiki.move(wiki.space, guide, parent, wiki.edit("Move"));
        wiki.pull();

        assertThat(git.links()).containsKey("Parent/Guide/lib");
        assertThat(git.read(".gitmodules")).isEqualTo(MODULES.replace("Guide/lib", "Parent/Guide/lib"));
    }

    @Test
    void linksMoveWithAFolderThatIsPushed() {
        git.move("Guide", "Manual")
                .move("Guide.md", "Manual.md")
                .write(".gitmodules", MODULES.replace("Guide/lib", "Manual/lib"))
                .pushed("rename");

        assertThat(git.links()).containsKeys("Manual/latest", "Manual/lib");
        assertThat(folderOf(guide)).isEqualTo("Manual");
    }

    @Test
    void linksStayThroughTrashAndRestore() {
        Map<String, String> before = git.links();
        PageId setup = wiki.pageAt("Guide/Setup.md");
        wiki.wiki.edit(wiki.space, guide, "edited\n", wiki.edit("Edit"));
        wiki.wiki.delete(wiki.space, setup, wiki.edit("Drop"));
        wiki.wiki.delete(wiki.space, guide, wiki.edit("Drop"));
        wiki.pull();
        assertThat(git.paths()).contains("Guide/latest").doesNotContain("Guide.md", "Guide/Setup.md");
        assertThat(git.links()).isEqualTo(before);

        wiki.wiki.restore(wiki.space, guide, wiki.edit("Restore"));
        wiki.wiki.restore(wiki.space, setup, wiki.edit("Restore"));
        wiki.pull();
        assertThat(git.paths()).contains("Guide.md", "Guide/Setup.md");
        assertThat(git.links()).isEqualTo(before);
    }

    @Test
    void linksStayWhenAnOvertakenPushIsMerged() {
        Map<String, String> before = git.links();
        wiki.faulty.before(Call.CHANGES, 1, () -> wiki.wiki.edit(wiki.space, guide, "edited\n", wiki.edit("Edit")));
        git.link("Guide/second", "latest").commit("overtaken");

        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(git.main()).isNotEqualTo(git.head());
        assertThat(git.links()).containsKey("Guide/second").containsAllEntriesOf(before);
        assertThat(wiki.textOf(guide)).isEqualTo("edited\n");
    }

    @Test
    void bothSidesOfAChangedLinkAreAConflict() {
        git.link("gone", "here").pushed("here");
        GitUser late = new GitUser(wiki.sync, wiki.space).fetch();
        git.link("gone", "there").pushed("there");
        late.link("gone", "elsewhere").commit("elsewhere");

        assertThat(late.push())
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.details()).contains("gone"));
    }

    @Test
    void linksStayWhenTheIndexIsLost() throws IOException {
        Map<String, String> before = git.links();
        try (Repository repository = wiki.repositories.open(wiki.space).git()) {
            RefUpdate state = repository.updateRef("refs/gitsync/state");
            state.setForceUpdate(true);
            state.delete();
        }
        wiki.pull();
        assertThat(git.links()).isEqualTo(before);
    }

    @Test
    void linksThatCameIntoMainWithoutAPushMeetTheSameRule() throws IOException {
        Map<String, String> before = git.links();
        moveMain("Guide/third", "latest");
        assertThat(reconciled().setAside()).isEmpty();
        assertThat(git.links()).containsKey("Guide/third").containsAllEntriesOf(before);

        moveMain("escape", "/etc");
        assertThat(reconciled().setAside()).singleElement().asString().contains("escape is a symbolic link");
        assertThat(git.links()).doesNotContainKey("escape").containsAllEntriesOf(before);
    }

    /** A name belongs to what was there first; a page made in the wiki gets another one. */
    @Test
    void pageOfTheWikiMakesWayForALink() {
        Map<String, String> before = git.links();
        PageId page = wiki.page(null, "readme", "text\n");
        wiki.page(page, "Child", "child\n");
        wiki.page(null, "GONE", "text\n");
        wiki.pull();

        assertThat(git.links()).isEqualTo(before);
        assertThat(git.paths()).noneMatch(path -> path.startsWith("readme/") || path.startsWith("GONE/"));
    }

    @Test
    void folderAndLinkTakeEachOthersPlace() {
        git.delete(".tools").link(".tools", "Guide").pushed("a folder becomes a link");
        assertThat(git.links()).containsKey(".tools");

        git.delete(".tools").write(".tools/file", "x").pushed("and a folder again");
        assertThat(git.paths()).contains(".tools/file", "Guide.md", "Guide/Setup.md");
    }

    @Test
    void refusesLinksThatAreNotSafe() {
        PushResult.Refused refused = git.link("page.md", "Home.md")
                .link("absolute", "/etc/passwd")
                .link("outside", "../x")
                .link("Guide/far", "../../x")
                .link("Guide/hidden", "latest/../../x")
                .link("dotgit", ".GIT/hooks")
                .link("windows", "C:\\x")
                .link("empty", "")
                .link("long", "x".repeat(1025))
                .link(".gitattributes", "Home.md")
                .link("Guide/GITIGN~1", "Home.md")
                .refused("links");

        assertThat(String.join("\n", refused.details()))
                .contains("page.md is a symbolic link where a page would be")
                .contains("absolute is a symbolic link to /etc/passwd, which is an absolute path")
                .contains("outside is a symbolic link to ../x, which is outside of this repository")
                .contains("Guide/far is a symbolic link to ../../x, which can lead out")
                .contains("Guide/hidden is a symbolic link to latest/../../x, which can lead out")
                .contains(
                        "dotgit is a symbolic link to .GIT/hooks, which has a name that some file systems treat as .git")
                .contains("windows is a symbolic link whose target", "empty is a symbolic link whose target")
                .contains("long is a symbolic link with a target of 1025 bytes; this server accepts up to 1024")
                .contains(".gitattributes is a symbolic link, but git reads this file")
                .contains("Guide/GITIGN~1 is a symbolic link, but git reads this file");
    }

    /** CVE-2021-21300 and CVE-2024-32002: on a disk that takes both names for one, git would write through the link. */
    @Test
    void refusesLinksAndSubmodulesWhoseNamesAreTheSameAsOthers() {
        PushResult.Refused refused = git.link("guide", ".")
                .link("home.md", "README")
                .link("\u00c4", "x")
                .link("A\u0308", "x")
                .submodule("READme")
                .write(".gitmodules", MODULES + "[submodule \"r\"]\n\tpath = READme\n")
                .refused("names");

        assertThat(String.join("\n", refused.details()))
                .contains("Guide/ and guide differ only in case")
                .contains("Home.md and home.md differ only in case")
                .contains("README and READme differ only in case")
                .contains("differ only in Unicode form");
    }

    @Test
    void refusesSubmodulesThatCouldDoHarmOrHaveNoAddress() {
        PushResult.Refused refused = git.submodule("sub.md")
                .submodule("unnamed")
                .write("Guide/.gitmodules", MODULES)
                .write(".gitmodules", MODULES + """
                                [submodule "lib/hooks"]
                                path = x
                                url = http://example.org/x
                                update = !touch x
                                [submodule "c"]
                                path = "sub.md"
                                url = https://example.org/../x
                                command = x
                                """)
                .refused("submodules");

        assertThat(String.join("\n", refused.details()))
                .contains("sub.md is a submodule where a page would be")
                .contains("unnamed is a submodule, but .gitmodules does not name it")
                .contains("Guide/.gitmodules belongs to submodules, but git reads only .gitmodules at the top")
                .contains(".gitmodules line 6 has an address", ".gitmodules line 7 has an update")
                .contains(".gitmodules line 10 has an address", ".gitmodules line 11 has the key command")
                .contains("has a submodule lib/hooks whose name lies in that of the submodule lib");
    }

    @Test
    void refusesPushThatTakesTheAddressOfASubmoduleAway() {
        git.delete(".gitmodules");
        assertThat(git.refused("no addresses").details())
                .anyMatch(line -> line.contains("Guide/lib is a submodule, but .gitmodules does not name it any more"));
        git.fetch().write(".gitmodules", "");
        assertThat(git.refused("no addresses").details())
                .anyMatch(line -> line.contains("Guide/lib is a submodule, but .gitmodules does not name it any more"));

        git.fetch().delete(".gitmodules").delete("Guide/lib").pushed("no submodule");
    }

    /** Pages are followed through commits in which a link or a submodule had the name of a page. */
    @Test
    void acceptsHistoryWithLinksAtThePathsOfPages() {
        PageId home = wiki.pageAt("Home.md");
        git.delete("Home.md").submodule("Home.md").link("Moved.md", "Guide.md").commit("no pages");
        git.delete("Home.md")
                .delete("Moved.md")
                .write("Moved.md", "Welcome\nback\n")
                .commit("pages");

        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(git.paths()).contains("Moved.md").doesNotContain("Home.md");
        assertThat(wiki.wiki.pages(wiki.space, null, 100)).hasSize(3);
        assertThat(home).isNotNull();
    }

    private String folderOf(PageId page) {
        String file = wiki.path(page);
        return file.substring(0, file.length() - ".md".length());
    }

    private Reconciliation reconciled() {
        return Objects.requireNonNull(((SyncReport.Pulled) wiki.pull()).reconciliation());
    }

    private void moveMain(String path, String target) throws IOException {
        try (SpaceRepository repository = wiki.repositories.open(wiki.space);
                HintedInserter inserter = repository.newInserter();
                RevWalk walk = new RevWalk(inserter.newReader())) {
            RevCommit main = walk.parseCommit(git.main());
            TreeEditor tree = new TreeEditor(walk.getObjectReader(), main.getTree());
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, target.getBytes(StandardCharsets.UTF_8));
            tree.put(path, FileMode.SYMLINK, blob);
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(tree.write(inserter));
            commit.setParentId(main);
            commit.setAuthor(new PersonIdent("a script", "script@example.org"));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("by a script");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate update = repository.git().updateRef("refs/heads/main");
            update.setNewObjectId(id);
            update.forceUpdate();
        }
    }
}
