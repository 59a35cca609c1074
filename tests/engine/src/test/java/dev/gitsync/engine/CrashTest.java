package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.tests.store.Call;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Laws 2 and 5; promises A4, C1, C2: tests the state after a failure. */
class CrashTest {
    private final EngineFixture wiki = new EngineFixture(new InMemoryRepositoryStore(), builder -> builder);
    private final GitUser git = wiki.git;

    @Test
    void acceptsAnAppliedPushWithALostAnswerByTheFeed() {
        wiki.faulty.failAfter(Call.APPLY, 1);
        git.write("A.md", "a").write("slug.md", "---\ntitle: Other\n---\n");

        git.pushed("answer gets lost");

        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(2);
        wiki.assertVerified();
    }

    @Test
    void changesNothingIfAPushNeverReachedTheWiki() {
        wiki.page(null, "Old", "old");
        git.fetch();
        wiki.faulty.failBefore(Call.APPLY, 1);
        git.write("A.md", "a");

        assertThat(git.refused("never arrives").reason()).isEqualTo(PushResult.Reason.UNAVAILABLE);

        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(1);
        assertThat(git.push()).isInstanceOf(PushResult.Accepted.class);
        assertThat(wiki.wiki.pages(wiki.space, null, 10)).hasSize(2);
        wiki.assertVerified();
    }

    @Test
    void finishesAPushAppliedBeforeACrashInTheNextCycle() {
        wiki.page(null, "Old", "old");
        git.fetch().write("A.md", "a").write("img.png", "png").delete("Old.md");
        ObjectId pushed = git.commit("dies after apply");
        // The answer is lost and the feed fails too. For this process, that equals a crash.
        wiki.faulty.failAfter(Call.APPLY, 1);
        wiki.faulty.failBefore(Call.CHANGES, 2);
        assertThat(git.push()).isInstanceOf(PushResult.Refused.class);
        assertThat(git.main()).isNotEqualTo(pushed);
        wiki.faulty.clearFaults();

        assertThat(wiki.pull().isCaughtUp()).isTrue();

        assertThat(git.main()).isEqualTo(pushed);
        assertThat(git.push()).isEqualTo(new PushResult.Accepted(java.util.List.of(), 0));
        assertThat(wiki.wiki.changes(wiki.space, Cursor.START, 100).changes()).hasSize(3);
        wiki.assertVerified();
    }

    @Test
    void continuesAnInterruptedPull() {
        for (int i = 0; i < 1_100; i++) {
            wiki.page(null, "Page " + i, "text " + i);
        }
        wiki.faulty.failBefore(Call.CHANGES, 3);
        assertThat(wiki.sync.runOnce(wiki.space.id())).isInstanceOf(SyncReport.Failed.class);
        assertThat(git.log()).hasSize(1_000);

        assertThat(wiki.pull())
                .isInstanceOfSatisfying(
                        SyncReport.Pulled.class,
                        pulled -> assertThat(pulled.commits()).isEqualTo(100));
        wiki.assertVerified();
    }

    @Test
    void reportsAFailingWikiWithoutAnException() {
        PageId page = wiki.page(null, "A", "a");
        wiki.pull();
        wiki.wiki.edit(wiki.space, page, "b", wiki.edit("b"));
        wiki.faulty.failBefore(Call.CHANGES, 1);

        assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Failed.class);
        assertThat(wiki.sync.catchUp(wiki.space.id()).isCaughtUp()).isTrue();
        assertThat(git.read("A.md")).isEqualTo("b");
    }
}
