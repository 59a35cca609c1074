package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.testkit.WikiEditor;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.BitmapIndex;
import org.eclipse.jgit.lib.BitmapObject;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A fetch costs in proportion to what is new, however large the space is. */
class RecentBitmapsTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final int FOLDERS = 60;

    private final Space space = DATABASE.newSpace();
    private final WikiEditor wiki = new WikiEditor(new JdbiPageStore(DATABASE.jdbi()), space);
    private final JdbiRepositoryStore store = new JdbiRepositoryStore(DATABASE.jdbi(), Duration.ZERO);
    private @Nullable PageId page;
    private int edits;

    private GitSync sync() {
        return DATABASE.sync(store);
    }

    private Provenance edit() {
        return Provenance.wiki(
                new Person("Ada", "ada@example.org"), Instant.ofEpochSecond(1_767_225_600L + 3600L * edits++), "");
    }

    private ObjectId main() throws Exception {
        try (Repository repository = store.open(space).git()) {
            return repository.resolve(Constants.R_HEADS + "main");
        }
    }

    /** Creates a space of many folders and runs maintenance. */
    private void prepare(GitSync sync) throws Exception {
        for (int i = 0; i < FOLDERS; i++) {
            PageId folder = wiki.create(null, "Folder " + i, "text\n", edit());
            page = wiki.create(folder, "Page " + i, "text\n", edit());
        }
        assertThat(sync.runOnce(space.id())).isInstanceOf(SyncReport.Pulled.class);
        assertThat(store.maintain(space)).isTrue();
    }

    private ObjectId edited(GitSync sync) throws Exception {
        wiki.edit(Objects.requireNonNull(page), "edit " + edits + "\n", edit());
        sync.runOnce(space.id());
        return main();
    }

    @Test
    void readsOnlyTheObjectsOfOneEditForItsFetch() throws Exception {
        try (GitSync sync = sync()) {
            prepare(sync);
            ObjectId known = edited(sync);
            for (int i = 0; i < 3; i++) {
                ObjectId wanted = edited(sync);
                try (Repository repository = store.open(space).git();
                        PackWriter writer = new PackWriter(repository)) {
                    Counting counting = new Counting();
                    writer.setUseBitmaps(true);
                    writer.preparePack(counting, Set.of(wanted), Set.of(known));
                    // One commit, the root tree, the tree of the folder, the page.
                    assertThat(writer.getObjectCount()).isEqualTo(4);
                    assertThat(counting.objects).isLessThan(12);
                    writer.writePack(
                            NullProgressMonitor.INSTANCE,
                            NullProgressMonitor.INSTANCE,
                            OutputStream.nullOutputStream());
                }
                known = wanted;
            }
        }
    }

    @Test
    void buildsABitmapOfARecentCommitWithExactlyWhatItReaches() throws Exception {
        try (GitSync sync = sync()) {
            prepare(sync);
            edited(sync);
            ObjectId tip = edited(sync);
            try (Repository repository = store.open(space).git();
                    ObjectReader reader = repository.newObjectReader()) {
                BitmapIndex.Bitmap bitmap = reader.getBitmapIndex().getBitmap(tip);
                assertThat(bitmap).isNotNull();
                Set<ObjectId> inBitmap = new HashSet<>();
                for (BitmapObject object : bitmap) {
                    inBitmap.add(object.getObjectId().copy());
                }
                assertThat(inBitmap).isEqualTo(Reachable.from(reader, tip));
            }
        }
    }

    @Test
    void returnsNoBitmapForAMissingCommit() throws Exception {
        try (GitSync sync = sync()) {
            prepare(sync);
            ObjectId tip = edited(sync);
            try (Repository repository = store.open(space).git();
                    ObjectReader reader = repository.newObjectReader()) {
                BitmapIndex index = reader.getBitmapIndex();
                assertThat(index.getBitmap(ObjectId.fromString("1".repeat(40)))).isNull();
                try (PackWriter writer = new PackWriter(repository)) {
                    writer.setUseBitmaps(true);
                    writer.preparePack(
                            NullProgressMonitor.INSTANCE,
                            Set.of(tip),
                            Set.of(
                                    ObjectId.fromString("1".repeat(40)),
                                    repository.parseCommit(tip).getParent(0)));
                    assertThat(writer.getObjectCount()).isEqualTo(4);
                }
            }
        }
    }

    /** Counts the objects that a walk visits. */
    private static final class Counting implements ProgressMonitor {
        private int objects;

        @Override
        public void start(int totalTasks) {}

        @Override
        public void beginTask(String title, int totalWork) {}

        @Override
        public void update(int completed) {
            objects += completed;
        }

        @Override
        public void endTask() {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void showDuration(boolean enabled) {}
    }
}
