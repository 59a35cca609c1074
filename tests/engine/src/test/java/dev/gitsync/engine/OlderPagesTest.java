package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.Clocks;
import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.SyncListener;
import dev.gitsync.report.SyncReport;
import dev.gitsync.tests.store.Call;
import dev.gitsync.tests.store.CountingPageStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Law 14, faults T1: a restored wiki whose cursors do not show the restore, while the versions of its pages do. */
class OlderPagesTest {
    private final List<Space> restored = new ArrayList<>();
    private final EngineFixture wiki = new EngineFixture();
    private final CountingPageStore counted = new CountingPageStore(new NumberedFeed(wiki.wiki));
    private long now;
    private GitSync sync = start();
    private GitUser git = new GitUser(sync, wiki.space);
    private PageId home = new PageId("none");

    private GitSync start() {
        GitSyncBuilder builder = GitSync.builder()
                .spaces(wiki.spaces)
                .pages(counted)
                .repositories(wiki.repositories)
                .listener(new SyncListener() {
                    @Override
                    public void onStoreRestored(Space space) {
                        restored.add(space);
                    }
                });
        return Clocks.of(builder, () -> now).build();
    }

    private void restart() {
        sync.close();
        sync = start();
        git = new GitUser(sync, wiki.space);
    }

    /** Restores the wiki to an earlier state, and restarts the process. */
    private void restart(Runnable restore) {
        restore.run();
        restart();
    }

    @BeforeEach
    void begin() {
        home = wiki.page(null, "Home", "one\n");
        wiki.page(null, "Guide", "guide\n");
        pull();
    }

    @AfterEach
    void end() {
        assertThat(sync.verify(wiki.space.id()).isClean()).isTrue();
        sync.close();
    }

    private void pull() {
        assertThat(sync.runOnce(wiki.space.id()).isCaughtUp()).isTrue();
    }

    @Test
    void detectsALostEditAtTheFirstPollOfANewProcess() {
        Runnable restore = backupBeforeALostEdit();

        restart(restore);
        assertThat(sync.status(wiki.space.id()).orElseThrow().isBehind()).isTrue();
        assertThat(sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);

        assertThat(restored).hasSize(1);
        assertThat(git.read("Home.md")).isEqualTo("one\n");
        edit("two\n");
        pull();
        assertThat(git.read("Home.md")).isEqualTo("two\n");
        assertThat(restored).hasSize(1);
    }

    @Test
    void detectsALostPageAtTheFirstPoll() {
        Runnable restore = wiki.wiki.backup(wiki.space);
        wiki.page(null, "Later", "later\n");
        pull();

        restart(restore);
        pull();

        assertThat(restored).hasSize(1);
        assertThat(git.paths()).containsExactly("Guide.md", "Home.md");
    }

    @Test
    void detectsALostDeletionAtTheFirstPoll() {
        Runnable restore = wiki.wiki.backup(wiki.space);
        wiki.wiki.delete(wiki.space, home, wiki.edit("delete"));
        pull();

        restart(restore);
        pull();

        assertThat(restored).hasSize(1);
        assertThat(git.read("Home.md")).isEqualTo("one\n");
    }

    @Test
    void detectsALostPushAtTheFirstPoll() {
        Runnable restore = wiki.wiki.backup(wiki.space);
        git.fetch().write("Home.md", "pushed\n").pushed("push");

        restart(restore);
        pull();

        assertThat(restored).hasSize(1);
        assertThat(git.read("Home.md")).isEqualTo("one\n");
    }

    @Test
    void detectsALostEditWithinAMinuteInARunningProcess() {
        Runnable restore = backupBeforeALostEdit();

        restore.run();
        now += Duration.ofSeconds(61).toNanos();
        assertThat(sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.Pulled.class);

        assertThat(restored).hasSize(1);
        assertThat(git.read("Home.md")).isEqualTo("one\n");
    }

    @Test
    void detectsAnEditWithAnOlderVersionInARunningProcess() {
        Runnable restore = wiki.wiki.backup(wiki.space);
        edit("lost 1\n");
        edit("lost 2\n");
        edit("lost 3\n");
        pull();

        restore.run();
        wiki.page(null, "A", "a\n");
        wiki.page(null, "B", "b\n");
        wiki.page(null, "C", "c\n");
        edit("new\n");
        pull();

        assertThat(restored).hasSize(1);
        assertThat(git.read("Home.md")).isEqualTo("new\n");
        assertThat(git.read("A.md")).isEqualTo("a\n");
    }

    @Test
    void detectsAPushOfAPageThatIsOlderInTheWiki() {
        Runnable restore = wiki.wiki.backup(wiki.space);
        edit("lost\n");
        git.fetch().write("Home.md", "pushed\n").commit("push");

        restore.run();
        PushResult result = git.push();

        assertThat(restored).hasSize(1);
        assertThat(result)
                .isInstanceOfSatisfying(
                        PushResult.Refused.class,
                        refused -> assertThat(refused.toString()).contains("Home.md"));
        git.fetch().write("Home.md", "pushed again\n").pushed("push");
        assertThat(wiki.textOf(home)).isEqualTo("pushed again\n");
    }

    @Test
    void mergesAManualCommitOnMainDespiteAnOlderPage() {
        Runnable restore = wiki.wiki.backup(wiki.space);
        edit("lost\n");
        git.fetch().write("Home.md", "by hand\n");

        restore.run();
        try (Repository repository = sync.open(wiki.space)) {
            MovedRefs.move(repository, MovedRefs.MAIN, git.commit("by hand"));
        }
        pull();

        assertThat(restored).hasSize(1);
    }

    /** The trash in the index is newer than the restored wiki. */
    @Test
    void restoresAPageThatWasInTheTrashAtThatTime() {
        wiki.wiki.delete(wiki.space, home, wiki.edit("delete"));
        pull();
        Runnable restore = wiki.wiki.backup(wiki.space);
        wiki.wiki.restore(wiki.space, home, wiki.edit("restore"));
        edit("lost\n");
        wiki.wiki.delete(wiki.space, home, wiki.edit("delete again"));
        PageId later = wiki.page(null, "Later", "later\n");
        pull();

        restart(restore);
        pull();
        assertThat(restored).hasSize(1);
        assertThat(wiki.wiki.page(wiki.space, later)).isEmpty();

        wiki.wiki.restore(wiki.space, home, wiki.edit("restore"));
        pull();
        assertThat(git.read("Home.md")).isEqualTo("one\n");
        assertThat(restored).hasSize(1);
    }

    @Test
    void readsOnePageOnceInAConsistentSpace() {
        edit("two\n");
        pull();
        restart();
        counted.reset();

        for (int i = 0; i < 5; i++) {
            assertThat(sync.catchUp(wiki.space.id())).isInstanceOf(SyncReport.UpToDate.class);
        }

        assertThat(counted.counts().calls()).containsEntry(Call.PAGE, 1L).doesNotContainKey(Call.PAGES);
        assertThat(restored).isEmpty();
    }

    @Test
    void ignoresDeletionsAsLoss() {
        edit("two\n");
        pull();
        wiki.wiki.delete(wiki.space, home, wiki.edit("delete"));
        restart();
        pull();
        restart();
        pull();

        assertThat(restored).isEmpty();
        assertThat(git.paths()).containsExactly("Guide.md");
    }

    /** Takes a backup, then makes an edit that reaches main and is missing in the backup. */
    private Runnable backupBeforeALostEdit() {
        Runnable restore = wiki.wiki.backup(wiki.space);
        edit("lost\n");
        pull();
        return restore;
    }

    private void edit(String text) {
        wiki.wiki.edit(wiki.space, home, text, wiki.edit("edit"));
    }
}
