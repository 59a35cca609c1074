package dev.gitsync.engine.mirror.folder;

import static dev.gitsync.engine.mirror.folder.FolderFixture.MAIN;
import static dev.gitsync.engine.mirror.folder.FolderFixture.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.folder.FolderHistory;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.tests.repository.CountingRepositoryStore;
import dev.gitsync.tests.repository.RepositoryCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.Test;

/** Law 13: a translation that takes longer than a run may ends in time, and the next run goes on where it ended. */
class FolderProgressTest {
    /** More than the 1,000 that one part of a translation has. */
    private static final int COMMITS = 1_300;

    private static final int EACH_RUN = 400;

    private final CountingRepositoryStore stores = new CountingRepositoryStore(new InMemoryRepositoryStore());
    private final FolderFixture site = new FolderFixture(stores, new InMemoryRepositoryStore());
    private int left;

    FolderProgressTest() throws IOException {
        site.commitThere("Begin", "Main.java", "1", "docs/Home.md", "home");
        site.there.set(MAIN, site.there.repeated(site.there.ref(MAIN), "docs/Home.md", COMMITS - 1));
    }

    private void limit(int commits) {
        left = commits;
        site.late(() -> --left <= 0);
    }

    private void unlimited() {
        site.late(() -> false);
    }

    @Test
    void endsEachRunInTimeAndReadsEachCommitOnce() throws RemoteException {
        List<String> sentences = new ArrayList<>();
        ObjectId head = null;
        while (head == null) {
            limit(EACH_RUN);
            try {
                head = site.head();
            } catch (RemoteException e) {
                assertThat(e.outcome()).isEqualTo(Outcome.IN_PROGRESS);
                sentences.add(e.getMessage());
            }
        }

        assertThat(sentences)
                .hasSize(COMMITS / EACH_RUN)
                .startsWith("Translated 400 of 1300 commits of the remote's branch main for the folder docs; the next"
                        + " run continues.")
                .endsWith("Translated 1200 of 1300 commits of the remote's branch main for the folder docs; the next"
                        + " run continues.");
        assertThat(site.bare.fetches()).isOne();
        // Each commit to plan and to translate it, and the tree that has the folder; at the end of each run, a part is
        // begun again.
        assertThat(stores.counts().of(RepositoryCall.READ)).isLessThan(3 * COMMITS + 4 * 1_300);
        unlimited();
        assertThat(head).isEqualTo(site.headAfresh());
    }

    @Test
    void keepsWhatIsDoneFromMaintenance() throws RemoteException, IOException {
        limit(EACH_RUN);
        assertThatThrownBy(site::head).isInstanceOf(RemoteException.class);

        try (SpaceRepository own =
                        stores.open(FolderHistory.repository(site.mirror().id()));
                RevWalk walk = new RevWalk(own.git())) {
            for (Ref ref : own.git().getRefDatabase().getRefs()) {
                walk.markStart(walk.parseCommit(ref.getObjectId()));
            }
            int kept = 0;
            while (walk.next() != null) {
                kept++;
            }
            assertThat(kept).isEqualTo(COMMITS + EACH_RUN + 1); // and the memory itself
        }
    }

    @Test
    void goesOnWithABranchThatMovedMeanwhile() throws RemoteException, IOException {
        limit(EACH_RUN);
        assertThatThrownBy(site::head).isInstanceOf(RemoteException.class);
        site.commitThere("More", "docs/More.md", "more");

        unlimited();
        assertThat(site.head()).isEqualTo(site.headAfresh());
        assertThat(site.here.files(site.takeIn())).containsKey("More.md");
    }

    @Test
    void goesOnWithABranchThatWasReplacedMeanwhile() throws RemoteException {
        limit(EACH_RUN);
        assertThatThrownBy(site::head).isInstanceOf(RemoteException.class);
        site.moveThere(site.there.commit(files("docs/Other.md", "other"), "Other"));

        unlimited();
        assertThat(site.head()).isEqualTo(site.headAfresh());
        assertThat(site.here.log(site.takeIn())).containsExactly("Other");
    }

    @Test
    void retranslatesAReplacedBranchOverSeveralRuns() throws RemoteException, IOException {
        ObjectId before = site.head();
        ObjectId other = site.there.commit(files("docs/Other.md", "other"), "Other");
        site.moveThere(site.there.repeated(other, "docs/Other.md", 1_000));
        limit(EACH_RUN);
        assertThatThrownBy(site::head).hasMessageContaining("Translated 400 of 1001 commits");
        limit(EACH_RUN);
        assertThatThrownBy(site::head).hasMessageContaining("Translated 800 of 1001 commits");

        unlimited();
        ObjectId there = site.connected((remote, space) -> {
            remote.heads();
            return remote.atRemote(before);
        });
        assertThat(there).isNotEqualTo(before);
        assertThat(site.head()).isEqualTo(site.headAfresh());
    }

    /** The wiki's commits that the remote lacks, and what the remote has meanwhile. */
    private ObjectId beginPush() throws RemoteException, IOException {
        site.takeIn();
        site.moveHere(site.here.repeated(site.here.ref(MAIN), "Home.md", COMMITS - 1));
        ObjectId merged = site.here.commit(files("Home.md", "branch"), "Branch", site.here.ref(MAIN));
        site.commitHere("Side", "Side.md", "side");
        return site.moveHere(
                site.here.commit(files("Home.md", "branch", "Side.md", "side"), "Merge", site.here.ref(MAIN), merged));
    }

    @Test
    void endsEachPushInTimeAndMakesEachCommitOnce() throws RemoteException, IOException {
        ObjectId main = beginPush();
        ObjectId before = site.there.ref(MAIN);
        stores.reset();
        List<String> sentences = new ArrayList<>();
        for (int run = 0; run < 10 && site.there.ref(MAIN).equals(before); run++) {
            limit(EACH_RUN);
            try {
                site.push();
            } catch (RemoteException e) {
                assertThat(e.outcome()).isEqualTo(Outcome.IN_PROGRESS);
                sentences.add(e.getMessage());
            }
        }

        assertThat(sentences)
                .hasSizeBetween(COMMITS / EACH_RUN, COMMITS / EACH_RUN + 1)
                .startsWith("Translated 400 of the wiki's commits for the folder docs; the next run continues.")
                .contains("Translated 1200 of the wiki's commits for the folder docs; the next run continues.");
        unlimited();
        assertThat(site.head()).isEqualTo(main);
        assertThat(site.headAfresh()).isEqualTo(main);
    }

    @Test
    void keepsWhatIsDoneOfAPushFromMaintenance() throws RemoteException, IOException {
        beginPush();
        limit(EACH_RUN);
        assertThatThrownBy(site::push).hasMessageStartingWith("Translated 400 of the wiki's commits");
        try (SpaceRepository own =
                        stores.open(FolderHistory.repository(site.mirror().id()));
                RevWalk walk = new RevWalk(own.git())) {
            for (Ref ref : own.git().getRefDatabase().getRefs()) {
                walk.markStart(walk.parseCommit(ref.getObjectId()));
            }
            int kept = 0;
            while (walk.next() != null) {
                kept++;
            }
            // Both histories, what was made at both sides, and the memory itself.
            assertThat(kept).isEqualTo(2 * COMMITS + 2 * EACH_RUN + 1);
        }
    }

    @Test
    void beginsAPushAgainIfTheRemoteMovedMeanwhile() throws RemoteException, IOException {
        ObjectId main = beginPush();
        limit(EACH_RUN);
        assertThatThrownBy(site::push).isInstanceOf(RemoteException.class);
        site.commitThere("Code", "Main.java", "2");

        unlimited();
        ObjectId pushed = site.push();
        assertThat(site.there.files(pushed)).containsEntry("Main.java", "2");
        assertThat(site.headAfresh()).isEqualTo(main);
    }

    @Test
    void goesOnWithAPushWhenTheWikiMovedMeanwhile() throws RemoteException, IOException {
        beginPush();
        limit(EACH_RUN);
        assertThatThrownBy(site::push).isInstanceOf(RemoteException.class);
        ObjectId main = site.commitHere("More", "More.md", "more");
        limit(COMMITS - EACH_RUN + 6);
        site.push();
        unlimited();
        assertThat(site.headAfresh()).isEqualTo(main);
    }
}
