package dev.gitsync.engine.mirror.folder;

import static dev.gitsync.engine.mirror.folder.FolderFixture.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository.Move;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.tests.repository.CountingRepositoryStore;
import dev.gitsync.tests.repository.RepositoryCall;
import java.io.IOException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/**
 * Law 7, cost follows change: counted at 100 and 1,000 commits of the remote, as many files in the folder, and as many outside. The
 * tries of the pairs are a node deeper then. {@code -Dgitsync.test.commits=10000} compares with that many instead.
 */
class FolderCostTest {
    private static final int FEW = 100;
    private static final int MANY = Integer.getInteger("gitsync.test.commits", 1_000);
    /** Two more nodes for each of the up to four records of two tries that are looked up or changed. */
    private static final int DEEPER = 16;

    @Test
    void costsTheSameWhateverTheSizeOfTheRemote() throws RemoteException, IOException {
        Counts few = Counts.at(FEW);
        Counts many = Counts.at(MANY);

        assertThat(many.idle()).isEqualTo(few.idle()).isLessThan(10);
        assertThat(many.outside()).isLessThanOrEqualTo(few.outside() + DEEPER).isLessThan(50);
        assertThat(many.inside()).isLessThanOrEqualTo(few.inside() + DEEPER).isLessThan(70);
        assertThat(many.push()).isLessThanOrEqualTo(few.push() + DEEPER).isLessThan(80);
        // Each commit twice, and the tree that has the folder; then each of them is remembered.
        assertThat(many.first()).isLessThan(3 * MANY + FEW);
        assertThat(many.inserted()).isLessThanOrEqualTo(few.inserted() + DEEPER);
    }

    /** The objects that are read by what a run does while it is connected. */
    private record Counts(long first, long idle, long outside, long inside, long push, long inserted) {
        static Counts at(int size) throws RemoteException, IOException {
            CountingRepositoryStore stores = new CountingRepositoryStore(new InMemoryRepositoryStore());
            FolderFixture site = sized(size, stores);
            site.head();
            long first = reads(stores);
            site.takeIn();

            stores.reset();
            site.head();
            long idle = reads(stores);

            site.there.grow(MAIN, "Main.java", "code");
            stores.reset();
            site.head();
            long outside = reads(stores);

            site.there.grow(MAIN, "docs/0/Page0.md", "edited");
            stores.reset();
            site.connected((remote, space) -> {
                ObjectId head = remote.heads().at("main");
                remote.fetch(space, head, Set.of());
                FolderFixture.keep(space, head);
                return head;
            });
            long inside = reads(stores);
            long inserted = stores.counts().of(RepositoryCall.INSERT);
            site.takeIn();

            site.here.grow(MAIN, "0/Page1.md", "edited");
            ObjectId main = site.here.ref(MAIN);
            stores.reset();
            site.connected((remote, space) ->
                    remote.push(space, new Move("main", remote.heads().at("main"), main)));
            return new Counts(first, idle, outside, inside, reads(stores), inserted);
        }

        private static long reads(CountingRepositoryStore stores) {
            return stores.counts().of(RepositoryCall.READ);
        }
    }

    /** A remote with {@code size} commits of the code, and as many pages. */
    private static FolderFixture sized(int size, CountingRepositoryStore stores) throws IOException {
        FolderFixture site = new FolderFixture(stores, new InMemoryRepositoryStore());
        SortedMap<String, String> files = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            files.put("docs/" + i / 100 + "/Page" + i + ".md", "text");
            files.put("src/" + i + ".java", "code");
        }
        ObjectId tip = site.there.commit(files, "Begin");
        site.there.set(MAIN, site.there.repeated(tip, "Main.java", size));
        return site;
    }
}
