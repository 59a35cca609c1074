package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.MergePolicy.MovedTip;
import dev.gitsync.tests.store.Call;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Step 5 of the design's push; promises U1 and U3: the wiki changes after the client's base. */
class MovedTipTest {
    private static final String TEXT = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";

    private final EngineFixture wiki = new EngineFixture();
    private final GitUser git = wiki.git;

    @Test
    void mergesEditsOfDifferentPages() {
        PageId a = wiki.page(null, "A", "a");
        PageId b = wiki.page(null, "B", "b");
        git.fetch().write("B.md", "from git");
        wiki.wiki.edit(wiki.space, a, "from the wiki", wiki.edit("meanwhile"));
        ObjectId pushed = git.commit("push");

        PushResult result = git.push();

        assertThat(result).isInstanceOfSatisfying(PushResult.Accepted.class, accepted -> {
            assertThat(accepted.pages()).containsExactly(new PushedPage(b, PushedPage.Action.UPDATED, "B.md"));
            assertThat(String.join("\n", accepted.notes())).contains("git pull");
        });
        assertThat(wiki.textOf(a)).isEqualTo("from the wiki");
        assertThat(wiki.textOf(b)).isEqualTo("from git");
        assertThat(git.read("A.md")).isEqualTo("from the wiki");
        assertThat(git.read("B.md")).isEqualTo("from git");
        assertThat(git.log()).extracting(ObjectId::copy).contains(pushed);
        wiki.assertVerified();
    }

    @Test
    void mergesEditsOfDifferentLines() {
        PageId page = wiki.page(null, "A", TEXT);
        git.fetch().write("A.md", TEXT.replace("one", "ONE"));
        wiki.wiki.edit(wiki.space, page, TEXT.replace("eight", "EIGHT"), wiki.edit("meanwhile"));
        git.commit("push");

        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(wiki.textOf(page)).isEqualTo(TEXT.replace("one", "ONE").replace("eight", "EIGHT"));
        wiki.assertVerified();
    }

    @Test
    void namesTheGitAuthorInARevisionOfAMergedPush() {
        PageId a = wiki.page(null, "A", "a");
        wiki.page(null, "B", "b");
        git.fetch().write("B.md", "from git");
        wiki.wiki.edit(wiki.space, a, "from the wiki", wiki.edit("meanwhile"));
        git.commit("Grace's words");
        git.push();

        var feed = wiki.wiki
                .changes(wiki.space, dev.gitsync.model.Cursor.START, 10)
                .changes();
        var provenance = feed.get(feed.size() - 1).provenance();
        assertThat(provenance.author()).isEqualTo(GitUser.GRACE);
        assertThat(provenance.message()).isEqualTo("Grace's words");
        assertThat(provenance.git()).isNotNull();
        assertThat(provenance.git().push()).isEqualTo(git.main().name());
    }

    @Test
    void reportsAConflictIfThePushDeletesAnEditedPage() {
        PageId page = wiki.page(null, "A", "a");
        git.fetch().delete("A.md");
        wiki.wiki.edit(wiki.space, page, "still needed", wiki.edit("meanwhile"));

        assertConflict("A.md");

        assertThat(wiki.textOf(page)).isEqualTo("still needed");
    }

    @Test
    void reportsAConflictIfThePushEditsADeletedPage() {
        PageId page = wiki.page(null, "A", "a");
        git.fetch().write("A.md", "edited");
        wiki.wiki.delete(wiki.space, page, wiki.edit("meanwhile"));

        assertConflict("A.md");

        assertThat(wiki.wiki.page(wiki.space, page)).isEmpty();
    }

    @Test
    void reportsAConflictIfBothSidesMoveAPage() {
        PageId page = wiki.page(null, "A", "a");
        git.fetch().move("A.md", "B.md");
        wiki.wiki.rename(wiki.space, page, "C", wiki.edit("meanwhile"));

        assertConflict("A.md");

        assertThat(git.paths()).containsExactly("C.md");
    }

    @Test
    void reportsAConflictIfTheWikiMovesAPageIntoAFolderThatThePushMoves() {
        PageId page = wiki.page(null, "A", "a");
        PageId folder = wiki.page(null, "F", "f");
        wiki.page(folder, "Child", "c");
        git.fetch().move("A.md", "B.md");
        wiki.wiki.move(wiki.space, page, folder, wiki.edit("meanwhile"));

        assertConflict("A.md");
    }

    @Test
    void deletesAPageThatBothSidesDelete() {
        PageId page = wiki.page(null, "A", "a");
        wiki.page(null, "B", "b");
        git.fetch().delete("A.md").write("B.md", "edited");
        wiki.wiki.delete(wiki.space, page, wiki.edit("meanwhile"));
        git.commit("delete");

        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(git.paths()).containsExactly("B.md");
        wiki.assertVerified();
    }

    @Test
    void reportsAConflictForANewPageInAFolderThatThePushMoves() {
        PageId page = wiki.page(null, "A", "a");
        wiki.page(page, "Child", "c");
        git.fetch().move("A.md", "B.md").move("A", "B");
        wiki.page(page, "New", "n");

        assertConflict("A/New.md");
    }

    @Test
    void namesUpToTwentyConflicts() {
        for (int i = 0; i < 25; i++) {
            wiki.page(null, "P" + i, "p" + i);
        }
        git.fetch();
        for (int i = 0; i < 25; i++) {
            git.write("P" + i + ".md", "git " + i);
            wiki.wiki.edit(wiki.space, wiki.pageAt("P" + i + ".md"), "wiki " + i, wiki.edit("meanwhile"));
        }
        git.commit("all");

        assertThat(git.push())
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.details())
                                .contains(
                                        "P0.md",
                                        "… and 5 more. To list up to 1000 of them: git push -o gitsync.verbose"));
    }

    @Test
    void acceptsAPushAlthoughOtherPagesKeepChanging() {
        PageId other = wiki.page(null, "Other", "o");
        git.fetch().write("A.md", "a");
        git.commit("push");
        wiki.faulty.before(
                Call.APPLY, 1, () -> wiki.wiki.edit(wiki.space, other, "edited", wiki.edit("in the last moment")));

        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(wiki.textOf(wiki.pageAt("A.md"))).isEqualTo("a");
        wiki.assertVerified();
    }

    @Test
    void mergesTheFirstPushToASpaceThatWasEmptyAtTheFetch() {
        git.fetch().write("Mine.md", "mine");
        PageId theirs = wiki.page(null, "Theirs", "theirs");
        git.commit("first");

        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(git.paths()).containsExactly("Mine.md", "Theirs.md");
        assertThat(wiki.textOf(theirs)).isEqualTo("theirs");
        wiki.assertVerified();
    }

    @Test
    void advisesAFetchForEveryMoveOfMainUnderRefuse() {
        EngineFixture plain = new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.settings(GitSyncSettings.builder()
                        .merge(merge -> merge.movedTip(MovedTip.REFUSE))
                        .build()));
        PageId a = plain.page(null, "A", "a");
        plain.git.fetch().write("B.md", "b");
        plain.wiki.edit(plain.space, a, "edited", plain.edit("meanwhile"));
        plain.git.commit("push");

        assertThat(plain.git.push()).isInstanceOfSatisfying(PushResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.STALE);
            assertThat(refused.summary()).isEqualTo("fetch first");
        });
        assertThat(plain.git.paths()).containsExactly("A.md");
    }

    private void assertConflict(String... paths) {
        wiki.pull();
        ObjectId before = git.main();
        int changes = changes();
        git.commit("conflict");

        assertThat(git.push()).isInstanceOfSatisfying(PushResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.CONFLICT);
            assertThat(refused.details()).containsAll(List.of(paths));
        });

        assertThat(git.main()).isEqualTo(before);
        assertThat(changes()).isEqualTo(changes);
        wiki.assertVerified();
    }

    private int changes() {
        return wiki.wiki
                .changes(wiki.space, dev.gitsync.model.Cursor.START, 1_000)
                .changes()
                .size();
    }
}
