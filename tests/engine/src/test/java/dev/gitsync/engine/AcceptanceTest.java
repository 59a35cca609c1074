package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.report.PushResult.PushedPage.Action;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.DeletePolicy;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.GitSyncSettings.Acceptance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;

/** Tests how a push is accepted: dry run, delete guard, DURABLE; rows C11, C12, D2. */
class AcceptanceTest {
    @Test
    void reportsTheEffectOfAPushInADryRunWithoutChanges() {
        EngineFixture wiki = fixture(settings -> settings);
        PageId page = wiki.page(null, "A", "a");
        wiki.git.fetch().write("A.md", "edited").write("New.md", "new");
        ObjectId before = wiki.git.main();
        wiki.git.commit("try");

        PushResult result = wiki.git.push("gitsync.dry-run");

        assertThat(result)
                .isInstanceOfSatisfying(
                        PushResult.Planned.class,
                        planned -> assertThat(planned.pages())
                                .extracting(PushedPage::action)
                                .containsExactly(Action.UPDATED, Action.CREATED));
        assertThat(wiki.git.main()).isEqualTo(before);
        assertThat(wiki.textOf(page)).isEqualTo("a");
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        wiki.assertVerified();
    }

    @Test
    void reportsTheReasonOfARefusalInADryRun() {
        EngineFixture wiki = fixture(settings -> settings.deletes(deletes -> deletes.maxPages(0)));
        wiki.page(null, "A", "a");
        wiki.git.fetch().delete("A.md");
        wiki.git.commit("try");

        assertThat(wiki.git.push("gitsync.dry-run")).isInstanceOfSatisfying(PushResult.Planned.class, planned -> {
            assertThat(planned.pages()).extracting(PushedPage::action).containsExactly(Action.DELETED);
            assertThat(planned.notes()).contains("This push would be refused: too many pages would be deleted");
        });
    }

    @Test
    void acceptsAPushAndKeepsItsDeletedPagesUnderSkip() {
        EngineFixture wiki = fixture(
                settings -> settings.deletes(deletes -> deletes.maxPages(1).mode(DeletePolicy.Mode.SKIP)));
        PageId a = wiki.page(null, "A", "a");
        PageId b = wiki.page(a, "B", "b");
        wiki.page(null, "C", "c");
        wiki.git.fetch().delete("A.md").delete("A").write("C.md", "edited");
        ObjectId pushed = wiki.git.commit("clean up");

        PushResult result = wiki.git.push();

        assertThat(result)
                .isInstanceOfSatisfying(
                        PushResult.Accepted.class,
                        accepted -> assertThat(accepted.notes()).contains("A.md", "A/B.md"));
        assertThat(wiki.textOf(a)).isEqualTo("a");
        assertThat(wiki.textOf(b)).isEqualTo("b");
        assertThat(wiki.textOf(wiki.pageAt("C.md"))).isEqualTo("edited");
        assertThat(wiki.git.paths()).containsExactly("A.md", "A/B.md", "C.md");
        assertThat(wiki.git.log()).extracting(ObjectId::copy).contains(pushed);
        wiki.assertVerified();
    }

    @Test
    void guardsAShareOfALargeSpaceButNotAFewPages() {
        EngineFixture wiki = fixture(
                settings -> settings.deletes(deletes -> deletes.maxPages(1_000).maxShare(0.5)));
        for (int i = 0; i < 30; i++) {
            wiki.page(null, "P" + i, "p" + i);
        }
        wiki.git.fetch();
        for (int i = 0; i < 16; i++) {
            wiki.git.delete("P" + i + ".md");
        }
        assertThat(wiki.git.refused("sixteen of thirty").reason()).isEqualTo(Reason.TOO_MANY_DELETES);

        wiki.git.fetch();
        for (int i = 0; i < 15; i++) {
            wiki.git.delete("P" + i + ".md");
        }
        wiki.git.pushed("fifteen of thirty");
        for (int i = 15; i < 25; i++) {
            wiki.git.delete("P" + i + ".md");
        }
        wiki.git.pushed("ten of fifteen");
        wiki.assertVerified();
    }

    /** Faults G1: the push deletes no text, so the guard does not apply. */
    @Test
    void ignoresFolderPagesWithoutTextAmongDeletedPages() {
        EngineFixture wiki = fixture(settings -> settings.deletes(deletes -> deletes.maxPages(50)));
        for (int i = 0; i < 60; i++) {
            wiki.git.write("X" + i + "/index.md", "text of page " + i + "\n");
        }
        wiki.git.pushed("folders");
        List<PageId> pages = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            pages.add(wiki.pageAt("X" + i + "/index.md"));
            wiki.git.move("X" + i + "/index.md", "X" + i + ".md");
        }

        wiki.git.pushed("X/index.md -> X.md");

        for (int i = 0; i < 60; i++) {
            assertThat(wiki.pageAt("X" + i + ".md")).isEqualTo(pages.get(i));
        }
        wiki.assertVerified();
    }

    /** A page with children stays as a folder page, but its text is deleted as with any other page. */
    @Test
    void countsPagesThatLoseTheirTextAsDeleted() {
        EngineFixture wiki = fixture(settings -> settings.deletes(deletes -> deletes.maxPages(2)));
        emptied(wiki, 3);

        assertThat(wiki.git.push()).isInstanceOfSatisfying(PushResult.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_DELETES);
            assertThat(refused.details()).contains("P0/ (its text)", "P1/ (its text)", "P2/ (its text)");
        });
        emptied(wiki, 2);
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);
        wiki.assertVerified();
    }

    @Test
    void keepsTextsOfPagesWithChildrenUnderSkip() {
        EngineFixture wiki = fixture(
                settings -> settings.deletes(deletes -> deletes.maxPages(2).mode(DeletePolicy.Mode.SKIP)));
        emptied(wiki, 3);

        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(wiki.git.paths()).contains("P0.md", "P1.md", "P2.md");
        assertThat(wiki.textOf(wiki.pageAt("P0.md"))).isEqualTo("text");
        wiki.assertVerified();
    }

    private static void emptied(EngineFixture wiki, int count) {
        for (int i = 0; i < 3 && wiki.git.paths().isEmpty(); i++) {
            PageId page = wiki.page(null, "P" + i, "text");
            wiki.page(page, "Child", "child");
        }
        wiki.git.fetch();
        for (int i = 0; i < count; i++) {
            wiki.git.delete("P" + i + ".md");
        }
        wiki.git.commit("remove the texts of " + count);
    }

    /** Faults G1: the share of a space counts only pages with text. */
    @Test
    void ignoresFolderPagesWithoutTextInTheSizeOfTheSpace() {
        EngineFixture wiki = fixture(
                settings -> settings.deletes(deletes -> deletes.maxPages(1_000).maxShare(0.5)));
        for (int i = 0; i < 20; i++) {
            wiki.git.write("X" + i + "/Y/Page.md", "text of page " + i + "\n");
        }
        wiki.git.pushed("twenty pages in forty folders");
        for (int i = 0; i < 11; i++) {
            wiki.git.delete("X" + i);
        }

        assertThat(wiki.git.refused("eleven of twenty").reason()).isEqualTo(Reason.TOO_MANY_DELETES);
    }

    @Test
    void acceptsAnOverrideOnlyFromMaintainers() {
        EngineFixture wiki = fixture(settings -> settings.deletes(deletes -> deletes.maxPages(0)));
        wiki.page(null, "A", "a");
        wiki.git.fetch();
        ObjectId before = wiki.git.main();
        ObjectId head = wiki.git.delete("A.md").commit("delete");
        Pusher pusher = new Pusher("grace", GitUser.GRACE, false);

        try (Repository repository = wiki.sync.open(wiki.space)) {
            PushResult result = wiki.sync.ingestPush(
                    wiki.space,
                    repository,
                    pusher,
                    new PushAttempt.Proposal(before, head, List.of("gitsync.allow-deletes=1")));
            assertThat(result).isInstanceOfSatisfying(PushResult.Refused.class, refused -> {
                assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_DELETES);
                assertThat(String.join("\n", refused.details())).doesNotContain("allow-deletes");
            });
        }
    }

    @Test
    void acceptsADurablePushBeforeItsPagesAreWritten() {
        EngineFixture wiki = fixture(settings -> settings.acceptance(Acceptance.DURABLE));
        PageId page = wiki.page(null, "A", "a");
        wiki.git.fetch().write("A.md", "edited");
        ObjectId pushed = wiki.git.commit("push");

        PushResult result = wiki.git.push();

        assertThat(result)
                .isInstanceOfSatisfying(
                        PushResult.Accepted.class,
                        accepted -> assertThat(accepted.isPending()).isTrue());
        assertThat(wiki.git.main()).isEqualTo(pushed);
        assertThat(wiki.textOf(page)).isEqualTo("a");

        wiki.pull();

        assertThat(wiki.textOf(page)).isEqualTo("edited");
        assertThat(wiki.git.main()).isEqualTo(pushed);
        List<Change> feed = wiki.wiki.changes(wiki.space, Cursor.START, 10).changes();
        assertThat(feed.get(1).provenance().author()).isEqualTo(GitUser.GRACE);
        wiki.assertVerified();
    }

    @Test
    void keepsBothTextsOfAnEditBetweenADurableAnswerAndItsPages() {
        EngineFixture wiki = fixture(settings -> settings.acceptance(Acceptance.DURABLE));
        PageId page = wiki.page(null, "A", "a");
        wiki.git.fetch().write("A.md", "from git");
        ObjectId pushed = wiki.git.commit("push");
        wiki.git.push();
        wiki.wiki.edit(wiki.space, page, "from the wiki", wiki.edit("in between"));

        wiki.pull();

        assertThat(wiki.textOf(page)).isEqualTo("from the wiki");
        assertThat(wiki.git.read("A (git " + pushed.abbreviate(7).name() + ").md"))
                .isEqualTo("from git");
        wiki.assertVerified();
    }

    @Test
    void appliesASecondDurablePushAfterTheFirst() {
        EngineFixture wiki = fixture(settings -> settings.acceptance(Acceptance.DURABLE));
        wiki.git.write("A.md", "1");
        wiki.git.pushed("one");
        wiki.git.write("A.md", "2");
        wiki.git.pushed("two");

        wiki.pull();

        assertThat(wiki.textOf(wiki.pageAt("A.md"))).isEqualTo("2");
        assertThat(wiki.wiki.changes(wiki.space, Cursor.START, 10).changes()).hasSize(2);
        wiki.assertVerified();
    }

    @Test
    void refusesAPushToADisabledSpace() {
        EngineFixture wiki = fixture(settings -> settings);
        wiki.git.write("A.md", "a");
        wiki.git.commit("push");
        wiki.spaces.enable(wiki.space.id(), false);

        assertThat(wiki.git.push())
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.DISABLED));
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).isEmpty();
    }

    private static EngineFixture fixture(UnaryOperator<GitSyncSettings.Builder> settings) {
        return new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.settings(
                        settings.apply(GitSyncSettings.builder()).build()));
    }
}
