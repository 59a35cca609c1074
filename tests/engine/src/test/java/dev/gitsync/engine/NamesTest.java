package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.report.RepairReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.report.VerifyReport.Difference;
import dev.gitsync.report.VerifyReport.Difference.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Laws 3 and 15, promises K1 and K2, faults N1 to N4: one rule for names applies to pushes, edits and merges. */
class NamesTest {
    private static final String CASE = "Setup.md and setup/ differ only in case. Rename one of them and push again.";

    private final EngineFixture wiki = new EngineFixture();
    private final GitUser git = wiki.git;

    /** Faults N1. */
    @Test
    void refusesAFolderThatDiffersFromAPageOnlyInCase() {
        wiki.page(null, "Setup", "s");
        git.fetch().write("setup/linux.md", "linux");

        assertSays(git.refused("folder"), CASE);

        git.fetch().write("setup/pic.png", "png");
        assertSays(git.refused("folder with a picture"), CASE);
        wiki.assertVerified();
    }

    /** Faults N2: the same message in the other order. */
    @ParameterizedTest
    @CsvSource({"setup/one.md", "setup/pic.png", "setup/deep/er/pic.png"})
    void refusesAPageThatDiffersFromAFolderOnlyInCase(String file) {
        git.write(file, "one");
        git.pushed("folder first");
        git.write("Setup.md", "s");

        assertSays(git.refused("then the page"), CASE);
        wiki.assertVerified();
    }

    @Test
    void namesTheCodePointsOfNamesThatLookAlike() {
        wiki.page(null, "Caf\u00e9", "c");
        git.fetch().write("Cafe\u0301/menu.md", "m");

        assertSays(
                git.refused("NFD folder"),
                "Cafe\u0301/ and Caf\u00e9.md differ only in Unicode form (U+0065 U+0301 in the first, U+00E9 in the second)."
                        + " Rename one of them and push again.");
    }

    @Test
    void refusesToRenameAFolderWithoutItsPage() {
        PageId foo = wiki.page(null, "Foo", "f");
        wiki.page(foo, "Child", "c");
        git.fetch().move("Foo", "foo");

        assertSays(
                git.refused("git mv Foo foo"),
                "Foo.md and foo/ differ only in case. Rename one of them and push again.");

        git.fetch().move("Foo", "foo").move("Foo.md", "foo.md");
        git.pushed("both");
        assertThat(wiki.pageAt("foo.md")).isEqualTo(foo);
        wiki.assertVerified();
    }

    @Test
    void refusesAFirstPushWithAPageAndAFolderThatDifferOnlyInCase() {
        git.write("docs/Guide.md", "g").write("docs/guide/x.md", "x").write("docs/other.md", "o");

        assertSays(
                git.refused("first"),
                "docs/Guide.md and docs/guide/ differ only in case. Rename one of them and push again.");
    }

    /** Neither side has both names, but the merge would. */
    @Test
    void refusesAMergeWithBothNames() {
        wiki.page(null, "Other", "o");
        git.fetch().write("setup/linux.md", "linux");
        wiki.page(null, "Setup", "s");
        wiki.pull();

        assertSays(git.refused("overtaken"), CASE);
        wiki.assertVerified();
    }

    /** Law 6: git shows nothing of such a page, so a push can't have decided to delete it. */
    @ParameterizedTest
    @CsvSource({"foo.md", "foo/x.md"})
    void matchesAPushedFileToThePageOfThatNameWithoutAFile(String file) {
        PageId bare = wiki.page(null, "Foo", null);
        PageId below = wiki.page(bare, "Below", null);
        git.fetch().write(file, "text");

        git.pushed("the same name in another case");

        assertThat(wiki.titleOf(bare)).isEqualTo("foo");
        assertThat(wiki.wiki.page(wiki.space, below)).isPresent();
        wiki.assertVerified();
    }

    /** Sibling of faults N3 for a page without text: its first text must not make a file next to a similarly named folder. */
    @Test
    void renamesANewPageForAFolderPushedMeanwhile() {
        PageId bare = wiki.page(null, "Foo", null);
        git.fetch().write("foo/pic.png", "png");
        git.pushed("a folder without pages");

        wiki.wiki.edit(wiki.space, bare, "first text", wiki.edit("first text"));
        wiki.pull();

        assertThat(git.paths()).contains("foo/pic.png").doesNotContain("Foo.md").hasSize(2);
        wiki.assertVerified();
    }

    /** Faults N3: in a tree of an older version, the server must not create the colliding folder. */
    @Test
    void renamesAPageBeforeItsFirstChildCreatesACollidingFolder() {
        PageId solo = wiki.page(null, "Solo", "s");
        wiki.pull();
        git.fetch().write("solo/pic.png", "png");
        moveWithoutCheck(git.commit("as an older version took it"));

        wiki.page(solo, "One", "1");
        wiki.pull();

        assertThat(git.paths()).contains("solo/pic.png").doesNotContain("Solo/One.md", "Solo.md");
        wiki.assertVerified();
        git.fetch().write("solo/more.png", "png");
        git.pushed("more pictures");
    }

    /** A valid file name may be an invalid folder name. */
    @ParameterizedTest
    @CsvSource({"trail..md", "'blank .md'"})
    void renamesAPageBeforeItsFirstChildCreatesAnUnportableFolder(String file) {
        git.write(file, "text");
        git.pushed("odd name");
        PageId page = wiki.pageAt(file);
        wiki.page(page, "One", "1");
        wiki.pull();

        String folder = git.paths().stream()
                .filter(path -> path.endsWith("/One.md"))
                .findFirst()
                .orElseThrow();
        git.fetch().write(folder.replace("One.md", "Two.md"), "2");
        git.pushed("next to the child");
        wiki.assertVerified();
    }

    @Test
    void reportsACollisionInVerifyAndRepairsIt() {
        PageId solo = wiki.page(null, "Solo", "s");
        wiki.pull();
        git.fetch().write("solo/pic.png", "png");
        moveWithoutCheck(git.commit("as an older version took it"));

        assertThat(differences())
                .filteredOn(difference -> difference.kind() != Kind.OTHER_FILE_DIFFERS)
                .containsExactly(
                        new Difference(Kind.NAMES_COLLIDE, "Solo.md", "Solo.md and solo/ differ only in case"));

        repair();
        assertThat(git.paths()).contains("solo/pic.png").doesNotContain("Solo.md");
        assertThat(wiki.textOf(solo)).isEqualTo("s");
        wiki.assertVerified();
    }

    @Test
    void keepsBothPagesOfACollisionInARepair() {
        PageId page = wiki.page(null, "Foo", "f");
        PageId folder = wiki.page(null, "foo", null);
        PageId child = wiki.page(folder, "x", "x");
        wiki.pull();
        git.fetch();
        git.files().stream().filter(path -> path.endsWith("/x.md")).forEach(path -> git.move(path, "foo/x.md"));
        moveWithoutCheck(git.write("foo/pic.png", "png").commit("as an older version took it"));

        assertThat(differences()).extracting(Difference::kind).contains(Kind.NAMES_COLLIDE, Kind.FILE_WITHOUT_PAGE);

        repair();
        assertThat(List.of(wiki.titleOf(page), wiki.titleOf(folder), wiki.titleOf(child)))
                .containsExactly("Foo", "foo", "x");
        assertThat(git.paths()).hasSize(3);
        wiki.assertVerified();
    }

    /** Faults N4. */
    @Test
    void refusesToChangeOrDeleteAPageFileThatTheIndexDoesNotKnow() {
        wiki.page(null, "Known", "k");
        wiki.pull();
        git.fetch().write("Unknown.md", "?").write("docs/Unknown.md", "?");
        moveWithoutCheck(git.commit("without the index"));
        String problem = "Unknown.md is in main, but this server does not know which page it is."
                + " Ask the operator to repair this space, then push again.";

        git.fetch().write("Unknown.md", "changed");
        assertSays(git.refused("change"), problem);
        git.fetch().delete("docs/Unknown.md");
        assertSays(git.refused("delete"), "docs/" + problem);
        git.fetch().move("Unknown.md", "Moved.md");
        assertSays(git.refused("move"), problem);

        assertThat(differences())
                .extracting(Difference::kind)
                .containsExactly(Kind.FILE_WITHOUT_PAGE, Kind.FILE_WITHOUT_PAGE);
        git.fetch().write("Known.md", "still writable");
        git.pushed("another page");
        repair();
        wiki.assertVerified();
    }

    @Test
    void refusesAPageFileAtThePathOfAMissingFileOfTheIndex() {
        PageId lost = wiki.page(null, "Lost", "text");
        wiki.page(null, "Other", "o");
        wiki.pull();
        git.fetch().delete("Lost.md");
        moveWithoutCheck(git.commit("the file went without anybody knowing"));

        git.fetch().write("Lost.md", "again");

        assertSays(
                git.refused("again"),
                "Lost.md is not in main, but this server knows a page that has it."
                        + " Ask the operator to repair this space, then push again.");
        assertThat(wiki.textOf(lost)).isEqualTo("text");
        repair();
        assertThat(git.read("Lost.md")).isEqualTo("text");
    }

    private static void assertSays(PushResult.Refused refused, String sentence) {
        assertThat(refused.reason()).isEqualTo(Reason.INVALID);
        assertThat(refused.details().get(0)).isEqualTo(sentence);
    }

    private List<Difference> differences() {
        VerifyReport report = wiki.sync.verify(wiki.space.id());
        assertThat(report).isInstanceOf(VerifyReport.Verified.class);
        return ((VerifyReport.Verified) report).differences();
    }

    private void repair() {
        RepairReport report = wiki.sync.repair(wiki.space.id());
        assertThat(report.after().isClean()).as(report.toString()).isTrue();
    }

    /** Moves main and the wiki's ref to a commit without any check. */
    private void moveWithoutCheck(ObjectId commit) {
        try (Repository repository = wiki.sync.open(wiki.space)) {
            for (String ref : List.of("refs/heads/main", "refs/gitsync/wiki")) {
                RefUpdate update = repository.updateRef(ref);
                update.setNewObjectId(commit);
                assertThat(update.forceUpdate()).isIn(RefUpdate.Result.FAST_FORWARD, RefUpdate.Result.FORCED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
