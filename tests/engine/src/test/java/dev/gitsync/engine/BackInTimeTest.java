package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;

/** Law 14, promise K5, faults T1: the wiki is restored to an earlier state, or replaced by another one. */
class BackInTimeTest {
    private final List<Space> restored = new ArrayList<>();
    private final SyncListener listener = new SyncListener() {
        @Override
        public void onStoreRestored(Space space) {
            restored.add(space);
        }
    };
    private final EngineFixture wiki =
            new EngineFixture(new InMemoryRepositoryStore(), builder -> builder.listener(listener));

    @Test
    void detectsARestoredWikiAtTheFirstPollAndPullsItsEdits() {
        PageId home = wiki.page(null, "Home", "one\n");
        wiki.pull();
        Runnable restore = wiki.wiki.backup(wiki.space);
        wiki.wiki.edit(wiki.space, home, "two\n", wiki.edit("lost"));
        wiki.page(null, "Later", "later\n");
        wiki.pull();
        var lost = wiki.git.main();

        restore.run();
        assertThat(wiki.sync.status(wiki.space.id()).orElseThrow().isBehind()).isTrue();
        assertThat(wiki.sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);

        assertThat(restored).containsExactly(wiki.space);
        assertThat(wiki.git.read("Home.md")).isEqualTo("one\n");
        assertThat(wiki.git.paths()).containsExactly("Home.md");
        List<RevCommit> log = wiki.git.log();
        RevCommit newest = log.get(log.size() - 1);
        assertThat(newest.getShortMessage()).isEqualTo("Follow the wiki, which went back to an earlier state");
        assertThat(newest.getParent(0)).isEqualTo(lost);
        wiki.wiki.edit(wiki.space, home, "three\n", wiki.edit("after"));
        wiki.pull();
        assertThat(wiki.git.read("Home.md")).isEqualTo("three\n");
        assertThat(wiki.sync.status(wiki.space.id()).orElseThrow().isBehind()).isFalse();
        wiki.git.fetch().write("Home.md", "four\n").pushed("pushes work");
        assertThat(wiki.textOf(home)).isEqualTo("four\n");
        wiki.assertVerified();
        assertThat(restored).hasSize(1);
    }

    /** New edits pass the number of the old cursor before the first poll. */
    @Test
    void detectsARestoredWikiAfterNewEditsPassedTheOldCursor() {
        PageId home = wiki.page(null, "Home", "one\n");
        wiki.pull();
        Runnable restore = wiki.wiki.backup(wiki.space);
        wiki.wiki.edit(wiki.space, home, "lost\n", wiki.edit("lost"));
        wiki.pull();

        restore.run();
        PageId other = wiki.page(null, "Other", "new\n");
        wiki.wiki.edit(wiki.space, other, "newer\n", wiki.edit("newer"));
        wiki.wiki.edit(wiki.space, home, "mine\n", wiki.edit("mine"));
        wiki.pull();

        assertThat(restored).hasSize(1);
        assertThat(wiki.git.read("Home.md")).isEqualTo("mine\n");
        assertThat(wiki.git.read("Other.md")).isEqualTo("newer\n");
        wiki.assertVerified();
    }

    @Test
    void detectsARestoredWikiInAPush() {
        PageId home = wiki.page(null, "Home", "one\n");
        wiki.pull();
        Runnable restore = wiki.wiki.backup(wiki.space);
        wiki.wiki.edit(wiki.space, home, "lost\n", wiki.edit("lost"));
        wiki.git.fetch().write("New.md", "new\n");

        restore.run();
        wiki.git.commit("new page");
        assertThat(wiki.git.push()).isInstanceOf(PushResult.Accepted.class);

        assertThat(restored).hasSize(1);
        assertThat(wiki.git.read("Home.md")).isEqualTo("one\n");
        assertThat(wiki.git.read("New.md")).isEqualTo("new\n");
        wiki.assertVerified();
    }

    /** Law 6: an empty or wrong database does not empty main, unless an operator confirms it. */
    @Test
    void waitsForAnOperatorIfTheWikiLostMostPages() {
        Runnable empty = wiki.wiki.backup(wiki.space);
        for (int i = 0; i < 20; i++) {
            wiki.page(null, "Page " + i, "text\n");
        }
        wiki.pull();

        empty.run();
        SyncReport report = wiki.sync.runOnce(wiki.space.id());

        assertThat(report).isInstanceOfSatisfying(SyncReport.Failed.class, failed -> {
            assertThat(failed.message()).contains("20 page files", "right database", "repair");
            assertThat(failed.isTransient()).isFalse();
        });
        assertThat(wiki.git.paths()).hasSize(20);
        assertThat(wiki.sync.repair(wiki.space.id()).isClean()).isTrue();
        assertThat(wiki.git.paths()).isEmpty();
    }

    /** A second store, with its own ids and cursors, replaces the first over the same repositories. */
    @Test
    void detectsAnotherWikiOverTheSameRepository() {
        wiki.page(null, "Home", "one\n");
        wiki.page(null, "Guide", "guide\n");
        wiki.pull();
        InMemoryPageStore another = new InMemoryPageStore();
        PageId theirs = another.create(wiki.space, null, "Home", "one\n", wiki.edit("theirs"));
        another.create(wiki.space, null, "Guide", "guide\n", wiki.edit("theirs"));
        try (GitSync sync = GitSync.builder()
                .spaces(wiki.spaces)
                .pages(another)
                .repositories(wiki.repositories)
                .build()) {
            sync.runOnce(wiki.space.id());
            another.edit(wiki.space, theirs, "two\n", wiki.edit("edit"));
            assertThat(sync.runOnce(wiki.space.id()).isCaughtUp()).isTrue();
            assertThat(sync.verify(wiki.space.id()).isClean()).isTrue();
        }
        assertThat(wiki.git.read("Home.md")).isEqualTo("two\n");
    }
}
