package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Space;
import java.io.OutputStream;
import java.util.Random;
import org.eclipse.jgit.internal.storage.dfs.DfsBlockCache;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PackCacheTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final long AS_IT_WAS = 32L << 20;

    @AfterAll
    static void restoreCacheSettings() {
        PackCache.resize(AS_IT_WAS);
    }

    @Test
    void checksAConfirmedRestoreOnce() throws Exception {
        Space space = DATABASE.newSpace();
        byte[] noise = new byte[12 << 20];
        new Random(1).nextBytes(noise);
        JdbiRepositoryStore store = new JdbiRepositoryStore(DATABASE.jdbi());
        ObjectId blob;
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            blob = inserter.insert(Constants.OBJ_BLOB, noise);
            inserter.flush();
            RefUpdate update = repository.updateRef("refs/gitsync/test");
            update.setNewObjectId(blob);
            update.forceUpdate();
        }
        PackCache.resize(PackCache.SMALLEST);
        read(store, space, blob);
        assertThat(missesOfAnotherRead(store, space, blob)).isGreaterThan(50);

        PackCache.resize(64L << 20);
        read(store, space, blob);
        assertThat(missesOfAnotherRead(store, space, blob)).isZero();
    }

    private static long missesOfAnotherRead(JdbiRepositoryStore store, Space space, ObjectId blob) throws Exception {
        long before = misses();
        read(store, space, blob);
        return misses() - before;
    }

    private static void read(JdbiRepositoryStore store, Space space, ObjectId blob) throws Exception {
        try (Repository repository = store.open(space).git()) {
            assertThat(repository.open(blob).getSize()).isEqualTo(12 << 20);
            repository.open(blob).copyTo(OutputStream.nullOutputStream());
        }
    }

    private static long misses() {
        long all = 0;
        for (long one : DfsBlockCache.getInstance().getMissCount()) {
            all += one;
        }
        return all;
    }

    @Test
    void usesAQuarterOfTheHeap() {
        assertThat(PackCache.resizeToHeap())
                .isEqualTo(Runtime.getRuntime().maxMemory() / 4)
                .isEqualTo(PackCache.size());
    }

    @Test
    void refusesASizeThatIsTooSmall() {
        assertThatThrownBy(() -> PackCache.resize(PackCache.SMALLEST - 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be at least 8388608");
    }
}
