package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.report.PushResult.PushedPage.Action;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Laws 1, 2, 6, 8, 9; rows C8 to C18: commits become pages. */
class PushTest {
    private static final String LONG_TEXT =
            "# Installation\n\nFirst fetch the archive.\nThen unpack it.\nThen run it.\n";

    private final EngineFixture wiki = new EngineFixture();
    private final GitUser git = wiki.git;

    /** Pages without text and without children have no file in git. Without this rule, their parent would be missing. */
    @Test
    void deletesFolderPagesOfADeletedPage() {
        PageId parent = wiki.page(null, "Parent", "p");
        PageId bare = wiki.page(parent, "Bare", null);
        wiki.page(bare, "Barer", null);
        wiki.page(null, "Other", "o");
        git.fetch().delete("Parent.md");

        git.pushed("delete the parent");

        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(1);
        wiki.assertVerified();
    }

    @Test
    void writesPagesBeforeItAnswersAPush() {
        git.write("Home.md", "# Home\n").write("Home/Child.md", "child\n");

        PushResult.Accepted result = git.pushed("First pages");

        PageId home = wiki.pageAt("Home.md");
        PageId child = wiki.pageAt("Home/Child.md");
        assertThat(wiki.titleOf(home)).isEqualTo("Home");
        assertThat(wiki.textOf(child)).isEqualTo("child\n");
        assertThat(wiki.wiki.page(wiki.space, child).orElseThrow().content().parent())
                .isEqualTo(home);
        assertThat(result.pages())
                .containsExactly(
                        new PushedPage(home, Action.CREATED, "Home.md"),
                        new PushedPage(child, Action.CREATED, "Home/Child.md"));
        wiki.assertVerified();
    }

    @Test
    void takesAuthorTimeMessageAndCommitFromTheLastCommitOfAPage() {
        git.as(EngineFixture.ADA).write("A.md", "a").write("B.md", "b");
        ObjectId first = git.commit("Ada's words");
        git.as(GitUser.GRACE).write("B.md", "bb");
        ObjectId second = git.commit("Grace's words");
        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);

        List<Change> feed = wiki.wiki.changes(wiki.space, Cursor.START, 10).changes();
        Provenance a = provenance(feed, wiki.pageAt("A.md"));
        Provenance b = provenance(feed, wiki.pageAt("B.md"));
        assertThat(a.author()).isEqualTo(EngineFixture.ADA);
        assertThat(a.message()).isEqualTo("Ada's words");
        assertThat(a.git()).isNotNull();
        assertThat(a.git().commit()).isEqualTo(first.name());
        assertThat(a.git().push()).isEqualTo(second.name());
        assertThat(b.author()).isEqualTo(new Person("Grace Hopper", "grace@example.org"));
        assertThat(b.git()).isNotNull();
        assertThat(b.git().commit()).isEqualTo(second.name());
    }

    @Test
    void acceptsASecondPushWithoutAFetch() {
        git.write("A.md", "1");
        git.pushed("one");
        git.write("A.md", "2");
        git.pushed("two");
        git.write("A.md", "3");
        git.pushed("three");

        assertThat(wiki.textOf(wiki.pageAt("A.md"))).isEqualTo("3");
        assertThat(wiki.pull()).isInstanceOf(SyncReport.UpToDate.class);
        assertThat(git.log()).hasSize(3);
    }

    @Test
    void reportsUpToDateAfterAPush() {
        PageId other = wiki.page(null, "Other", "o");
        wiki.faulty.before(
                dev.gitsync.tests.store.Call.APPLY,
                1,
                () -> wiki.wiki.edit(wiki.space, other, "changed meanwhile", wiki.edit("meanwhile")));
        git.fetch().write("A.md", "a");
        git.pushed("push during an edit of another page");
        ObjectId pushed = git.main();

        wiki.pull();

        assertThat(git.log())
                .extracting(commit -> commit.getShortMessage())
                .containsExactly("Create Other", "push during an edit of another page", "meanwhile");
        assertThat(git.log().get(1)).isEqualTo(pushed);
        wiki.assertVerified();
    }

    @Test
    void keepsThePageOfAMovedFile() {
        PageId page = wiki.page(null, "A", "text of a");
        PageId folder = wiki.page(null, "B", "b");
        git.fetch().move("A.md", "B/Renamed.md");

        git.pushed("move");

        assertThat(wiki.pageAt("B/Renamed.md")).isEqualTo(page);
        assertThat(wiki.titleOf(page)).isEqualTo("Renamed");
        assertThat(wiki.wiki.page(wiki.space, page).orElseThrow().content().parent())
                .isEqualTo(folder);
        wiki.assertVerified();
    }

    @Test
    void swapsPagesOfSwappedFiles() {
        PageId a = wiki.page(null, "A", "text of a");
        PageId b = wiki.page(null, "B", "text of b");
        git.fetch().write("A.md", "text of b").write("B.md", "text of a");

        git.pushed("swap");

        assertThat(wiki.pageAt("A.md")).isEqualTo(b);
        assertThat(wiki.pageAt("B.md")).isEqualTo(a);
        assertThat(wiki.titleOf(a)).isEqualTo("B");
        assertThat(wiki.textOf(a)).isEqualTo("text of a");
        wiki.assertVerified();
    }

    @Test
    void keepsTheMovedPageOfAFileMovedOverAnother() {
        PageId a = wiki.page(null, "A", "text of a");
        PageId b = wiki.page(null, "B", "text of b");
        git.fetch().delete("B.md").write("A.md", "text of b");

        git.pushed("git mv -f B.md A.md");

        assertThat(wiki.pageAt("A.md")).isEqualTo(b);
        assertThat(wiki.wiki.page(wiki.space, a)).isEmpty();
        wiki.assertVerified();
    }

    @Test
    void treatsACopiedTextAsAnEdit() {
        PageId a = wiki.page(null, "A", "text of a");
        PageId b = wiki.page(null, "B", "text of b");
        git.fetch().write("A.md", "text of b").write("B.md", "new text of b");

        git.pushed("copy, and edit the original");

        assertThat(wiki.pageAt("A.md")).isEqualTo(a);
        assertThat(wiki.pageAt("B.md")).isEqualTo(b);
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(2);
        wiki.assertVerified();
    }

    @Test
    void keepsThePageOfAMovedAndEditedFile() {
        PageId page = wiki.page(null, "Install", LONG_TEXT);
        git.fetch().delete("Install.md").write("Setup.md", LONG_TEXT + "Then enjoy it.\n");

        PushResult.Accepted result = git.pushed("rename and edit");

        assertThat(result.pages()).containsExactly(new PushedPage(page, Action.UPDATED, "Setup.md"));
        assertThat(wiki.titleOf(page)).isEqualTo("Setup");
        wiki.assertVerified();
    }

    @Test
    void keepsThePageOfARewrittenFileByItsName() {
        wiki.page(null, "B", "b");
        PageId page = wiki.page(null, "Notes", "old words");
        git.fetch().delete("Notes.md").write("B/Notes.md", "entirely different\n");

        git.pushed("rewrite elsewhere");

        assertThat(wiki.pageAt("B/Notes.md")).isEqualTo(page);
        wiki.assertVerified();
    }

    @Test
    void keepsEveryPageOfAMovedFolderAndMovesOnlyItsTop() {
        PageId a = wiki.page(null, "A", "a");
        PageId child = wiki.page(a, "Child", "c");
        PageId grandchild = wiki.page(child, "Grandchild", "g");
        PageId target = wiki.page(null, "Target", "t");
        git.fetch().move("A.md", "Target/Z.md").move("A", "Target/Z");

        PushResult.Accepted result = git.pushed("move a folder");

        assertThat(result.pages()).containsExactly(new PushedPage(a, Action.MOVED, "Target/Z.md"));
        assertThat(wiki.pageAt("Target/Z/Child/Grandchild.md")).isEqualTo(grandchild);
        assertThat(wiki.pageAt("Target/Z/Child.md")).isEqualTo(child);
        assertThat(wiki.wiki.page(wiki.space, a).orElseThrow().content().parent())
                .isEqualTo(target);
        wiki.assertVerified();
    }

    @Test
    void keepsTheFolderPageOfAMovedFolderWithoutAPageFile() {
        git.write("docs/guide/A.md", "a").write("docs/guide/B.md", "b");
        git.pushed("docs");
        PageId guide = wiki.pageAt("docs/guide/");
        git.move("docs/guide", "manual");

        git.pushed("move");

        assertThat(wiki.pageAt("manual/")).isEqualTo(guide);
        assertThat(wiki.titleOf(guide)).isEqualTo("manual");
        wiki.assertVerified();
    }

    @Test
    void createsPagesWithoutTextForFoldersWithoutAPageFile() {
        git.write("docs/deep/A.md", "a");

        git.pushed("deep");

        PageId deep = wiki.pageAt("docs/deep/");
        assertThat(wiki.textOf(deep)).isNull();
        assertThat(git.paths()).containsExactly("docs/deep/A.md");
        wiki.assertVerified();
    }

    @Test
    void deletesOnlyTheTextOfAPageWhoseChildrenStay() {
        PageId a = wiki.page(null, "A", "a");
        PageId child = wiki.page(a, "Child", "c");
        git.fetch().delete("A.md");

        git.pushed("only the text");

        assertThat(wiki.textOf(a)).isNull();
        assertThat(wiki.pageAt("A/Child.md")).isEqualTo(child);
        assertThat(wiki.wiki.page(wiki.space, child).orElseThrow().content().parent())
                .isEqualTo(a);
        wiki.assertVerified();
    }

    @Test
    void leavesTheChildrenOfAMovedFileToAFolderPage() {
        PageId a = wiki.page(null, "A", LONG_TEXT);
        PageId child = wiki.page(a, "Child", "c");
        git.fetch().move("A.md", "Elsewhere.md");

        git.pushed("leave");

        assertThat(wiki.pageAt("Elsewhere.md")).isEqualTo(a);
        PageId folder = wiki.pageAt("A/");
        assertThat(folder).isNotEqualTo(a);
        assertThat(wiki.wiki.page(wiki.space, child).orElseThrow().content().parent())
                .isEqualTo(folder);
        wiki.assertVerified();
    }

    @Test
    void givesAFolderPageATextWhenItsFileIsPushed() {
        git.write("docs/A.md", "a");
        git.pushed("docs");
        PageId docs = wiki.pageAt("docs/");
        git.write("docs.md", "all about\n");

        git.pushed("text");

        assertThat(wiki.pageAt("docs.md")).isEqualTo(docs);
        assertThat(wiki.textOf(docs)).isEqualTo("all about\n");
        wiki.assertVerified();
    }

    @Test
    void deletesPagesOfDeletedFilesAndTheirFolderPage() {
        git.write("docs/A.md", "a").write("docs/B.md", "b").write("Keep.md", "k");
        git.pushed("docs");
        git.delete("docs");

        PushResult.Accepted result = git.pushed("no docs");

        assertThat(result.pages())
                .extracting(PushedPage::action)
                .containsOnly(Action.DELETED)
                .hasSize(3);
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(1);
        wiki.assertVerified();
    }

    @Test
    void restoresThePageOfAFileRestoredFromHistory() {
        PageId page = wiki.page(null, "A", "a");
        wiki.page(null, "B", "b");
        git.fetch().delete("A.md");
        git.pushed("delete");
        git.write("A.md", "a");

        PushResult.Accepted result = git.pushed("revert the deletion");

        assertThat(result.pages()).containsExactly(new PushedPage(page, Action.RESTORED, "A.md"));
        assertThat(wiki.pageAt("A.md")).isEqualTo(page);
        wiki.assertVerified();
    }

    @Test
    void keepsFilesThatAreNotPagesInGitOnly() {
        git.write("Home.md", "h")
                .write("logo.svg", "<svg/>")
                .write(".github/ISSUE.md", "hidden")
                .write(".hidden.md", "hidden")
                .write("img/a.png", new byte[] {0, 1, 2});

        PushResult.Accepted result = git.pushed("files");

        assertThat(result.pages()).hasSize(1);
        assertThat(result.otherFiles()).isEqualTo(4);
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(1);
        PageId home = wiki.pageAt("Home.md");
        wiki.wiki.edit(wiki.space, home, "edited", wiki.edit("edit"));
        wiki.pull();
        assertThat(git.paths()).containsExactly(".github/ISSUE.md", ".hidden.md", "Home.md", "img/a.png", "logo.svg");
        wiki.assertVerified();
    }

    @Test
    void renamesNoPageBecauseOfAPlainFile() {
        git.write("README", "plain").write("README.md", "page");
        git.pushed("both");
        PageId readme = wiki.pageAt("README.md");
        wiki.page(readme, "Child", "c");

        wiki.pull();

        assertThat(git.paths()).hasSize(3).contains("README");
        assertThat(git.read("README")).isEqualTo("plain");
        wiki.assertVerified();
    }

    @Test
    void returnsAPushedFileByteForByte() {
        byte[] crlf = "\uFEFF---\r\ntitle: 'Ein Titel'\r\ntags: [a, b] # comment\r\n---\r\n\r\nText ohne Ende"
                .getBytes(StandardCharsets.UTF_8);
        git.write("crlf.md", crlf)
                .write("empty.md", "")
                .write("only-newlines.md", "\n\n\r\n")
                .write("canonical.md", "---\ntitle: Another title\nlayout: post\n---\nbody\n")
                .write("unclosed.md", "---\ntitle: no end\n");
        git.pushed("bytes");

        assertThat(git.readBytes("crlf.md")).isEqualTo(crlf);
        assertThat(wiki.titleOf(wiki.pageAt("crlf.md"))).isEqualTo("Ein Titel");
        assertThat(wiki.titleOf(wiki.pageAt("canonical.md"))).isEqualTo("Another title");
        assertThat(wiki.textOf(wiki.pageAt("canonical.md"))).isEqualTo("---\nlayout: post\n---\nbody\n");
        wiki.assertVerified();
    }

    @Test
    void keepsANameChosenInGitIfTheTitleChangesInTheWiki() {
        git.write("slug.md", "---\ntitle: A long title\n---\nbody\n");
        git.pushed("slug");
        PageId page = wiki.pageAt("slug.md");
        wiki.wiki.rename(wiki.space, page, "Another title", wiki.edit("rename"));

        wiki.pull();

        assertThat(git.read("slug.md")).isEqualTo("---\ntitle: Another title\n---\nbody\n");
        wiki.assertVerified();
    }

    @Test
    void refusesAPushOverAnEditOfTheSamePageAndChangesNothing() {
        PageId page = wiki.page(null, "A", "a");
        git.fetch();
        wiki.wiki.edit(wiki.space, page, "wiki's words", wiki.edit("edit"));
        wiki.pull();
        git.write("A.md", "git's words");
        git.commit("too late");

        PushResult result = git.push();

        assertThat(result).isInstanceOfSatisfying(PushResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.CONFLICT);
            assertThat(refused.summary()).startsWith("fetch first");
            assertThat(refused.details()).contains("A.md");
        });
        assertThat(wiki.textOf(page)).isEqualTo("wiki's words");
        wiki.assertVerified();
    }

    @Test
    void neverOverwritesAnEditBetweenPlanAndApply() {
        PageId page = wiki.page(null, "A", "a");
        git.fetch().write("A.md", "git's words");
        wiki.faulty.before(
                dev.gitsync.tests.store.Call.APPLY,
                1,
                () -> wiki.wiki.edit(wiki.space, page, "wiki's words", wiki.edit("edit")));
        git.commit("too late");

        PushResult result = git.push();

        assertThat(result)
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.CONFLICT));
        assertThat(wiki.textOf(page)).isEqualTo("wiki's words");
        assertThat(git.read("A.md")).isEqualTo("wiki's words");
        wiki.assertVerified();
    }

    @Test
    void acceptsTheSamePushAgainWithoutChanges() {
        git.write("A.md", "a");
        git.pushed("one");

        assertThat(git.push()).isEqualTo(new PushResult.Accepted(List.of(), 0));
        assertThat(wiki.wiki.changes(wiki.space, Cursor.START, 10).changes()).hasSize(1);
    }

    @Test
    void neverRewritesTheHistoryOfMain() {
        git.write("A.md", "a");
        git.pushed("one");
        GitUser other = new GitUser(wiki.sync, wiki.space);
        other.write("A.md", "unrelated");
        other.commit("unrelated history");

        assertThat(other.push()).isInstanceOf(PushResult.Refused.class);
        assertThat(wiki.textOf(wiki.pageAt("A.md"))).isEqualTo("a");
    }

    @Test
    void refusesPushThatDeletesMoreThanTheCap() {
        EngineFixture strict = new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                        .deletes(deletes -> deletes.maxPages(2))
                        .build()));
        for (String title : List.of("A", "B", "C", "D")) {
            strict.page(null, title, "text of " + title);
        }
        strict.git.fetch().delete("A.md").delete("B.md").delete("C.md");

        PushResult.Refused refused = strict.git.refused("delete");

        assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_DELETES);
        assertThat(refused.details()).contains("A.md", "B.md", "C.md");
        assertThat(String.join("\n", refused.details())).contains("git push -o gitsync.allow-deletes=3");
        assertThat(strict.wiki.pages(strict.space, null, 10)).hasSize(4);
        assertThat(strict.git.push("gitsync.allow-deletes=3")).isInstanceOf(PushResult.Accepted.class);
        assertThat(strict.wiki.pages(strict.space, null, 10)).hasSize(1);
        strict.assertVerified();
    }

    @Test
    void refusesFilesThatCannotBePagesAndNamesThem() {
        git.write("latin.md", new byte[] {(byte) 0xe4, '\n'})
                .write("zero.md", "a\0b")
                .write("conflict.md", "a\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> branch\n")
                .write("good.md", "good");

        PushResult.Refused refused = git.refused("bad pages");

        assertThat(refused.reason()).isEqualTo(Reason.INVALID);
        assertThat(String.join("\n", refused.details()))
                .contains("latin.md is not UTF-8", "zero.md holds a NUL", "conflict.md still holds conflict markers")
                .doesNotContain("good.md");
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).isEmpty();
    }

    @Test
    void refusesNamesThatSomeFileSystemsCannotStore() {
        for (String path : List.of("con.md/x.md", "a:b.md", "dir./x.md", "A.md", "q?.md")) {
            GitUser user = new GitUser(wiki.sync, wiki.space);
            user.write("a.md", "a").write(path, "x");
            assertThat(user.refused("names").reason()).as(path).isEqualTo(Reason.INVALID);
        }
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).isEmpty();
    }

    @Test
    void refusesTreesThatAreTooDeep() {
        git.write("d/".repeat(70) + "deep.md", "deep");

        assertThat(git.refused("deep").reason()).isEqualTo(Reason.INVALID);
    }

    @Test
    void refusesUnknownOptionsOfGitsync() {
        git.write("A.md", "a");
        git.commit("a");

        assertThat(git.push("gitsync.alow-deletes=3")).isInstanceOf(PushResult.Refused.class);
        assertThat(git.push("ci.skip")).isInstanceOf(PushResult.Accepted.class);
    }

    @Test
    void reportsARefusalInTheWordsOfTheWiki() {
        EngineFixture ruled = new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.validator((space, pusher, plan) -> plan.size() > 1
                        ? java.util.Optional.of("One page at a time, " + pusher.user() + ".")
                        : java.util.Optional.empty()));
        ruled.git.write("A.md", "a").write("B.md", "b");

        PushResult.Refused refused = ruled.git.refused("two");

        assertThat(refused.reason()).isEqualTo(Reason.REFUSED_BY_WIKI);
        assertThat(refused.details()).containsExactly("One page at a time, grace.");
        assertThat(ruled.wiki.pages(ruled.space, null, 10)).isEmpty();
    }

    private static Provenance provenance(List<Change> feed, PageId page) {
        return feed.stream()
                .filter(change -> change.id().equals(page))
                .findFirst()
                .orElseThrow()
                .provenance();
    }
}
