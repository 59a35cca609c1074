package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.PageFormat.Reading;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;

/** The planner reads old contents of pages ahead, once, within a memory limit. The tests count the objects that are read. */
final class OldPagesTest {
    private static final int MANY = 50;

    private final ObjectInserter inserter =
            new InMemoryRepository(new DfsRepositoryDescription("old")).newObjectInserter();
    private final CountingReader reader = new CountingReader(inserter.newReader());
    private final PageFiles files = new PageFiles(new MarkdownFormat(), new SafePathNaming());
    private final List<TreeDelta> changed = new ArrayList<>();
    private final List<Runnable> ahead = new ArrayList<>();

    @Test
    void readsManyPagesAheadOnce() throws Exception {
        change(MANY, "text");
        try (OldPages pages = oldPages()) {
            assertThat(ahead).hasSize(1);
            assertThat(reader.reads).isZero();
            ahead.get(0).run();
            assertThat(reader.reads).isEqualTo(MANY);
            for (int i = 0; i < MANY; i++) {
                assertThat(read(pages, i)).isEqualTo(new Reading.Recognized("Page " + i, "text", null));
            }
        }
        assertThat(reader.reads).isEqualTo(MANY);
        assertThat(reader.isClosed).isTrue();
    }

    @Test
    void readsFewPagesOnDemand() throws Exception {
        change(MANY - 1, "text");
        try (OldPages pages = oldPages()) {
            assertThat(ahead).isEmpty();
            read(pages, 3);
            read(pages, 3);
            assertThat(reader.reads).isEqualTo(1);
        }
    }

    @Test
    void readsOnlyExistingPagesAhead() throws Exception {
        TreeItem item = new TreeItem(FileMode.REGULAR_FILE, blob("text"));
        changed.add(new TreeDelta("x.txt", item, item));
        changed.add(new TreeDelta("New.md", null, item));
        change(MANY, "text");
        OldPages pages = oldPages();
        ahead.get(0).run();
        pages.close();
        assertThat(reader.reads).isEqualTo(MANY);
    }

    @Test
    void readsNothingAfterClose() throws Exception {
        change(MANY, "text");
        oldPages().close();
        ahead.get(0).run();
        assertThat(reader.reads).isZero();
    }

    @Test
    void stopsReadingAheadAtAnUnreadableFile() throws Exception {
        change(1, "text");
        TreeItem missing = new TreeItem(FileMode.REGULAR_FILE, ObjectId.fromString("1".repeat(40)));
        changed.add(new TreeDelta("Missing.md", missing, missing));
        change(MANY, "text");
        try (OldPages pages = oldPages()) {
            ahead.get(0).run();
            assertThat(reader.reads).isEqualTo(2);
            assertThat(read(pages, 9)).isInstanceOf(Reading.Recognized.class);
        }
    }

    @Test
    void stopsReadingAheadIfTheMemoryIsFull() throws Exception {
        change(MANY, "x".repeat(1 << 20));
        try (OldPages pages = oldPages()) {
            ahead.get(0).run();
            assertThat(reader.reads).isEqualTo(8);
            read(pages, 7);
            assertThat(reader.reads).isEqualTo(8);
            read(pages, 8);
            read(pages, 8);
            assertThat(reader.reads).isEqualTo(10);
        }
    }

    private OldPages oldPages() throws IOException {
        SpaceIndex index = SpaceIndex.read(inserter.newReader(), files.naming(), ObjectId.zeroId());
        return new OldPages(reader, new IndexedPageFiles(index, files), changed, ahead::add);
    }

    private Reading read(OldPages pages, int i) throws IOException {
        TreeItem before = changed.get(i).before();
        assertThat(before).isNotNull();
        return pages.read("Page " + i, before.id());
    }

    private void change(int pages, String text) throws IOException {
        TreeItem item = new TreeItem(FileMode.REGULAR_FILE, blob(text));
        for (int i = 0; i < pages; i++) {
            changed.add(new TreeDelta("Page " + i + ".md", item, item));
        }
    }

    private ObjectId blob(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class CountingReader extends ObjectReader.Filter {
        private final ObjectReader reader;
        private int reads;
        private boolean isClosed;

        CountingReader(ObjectReader reader) {
            this.reader = reader;
        }

        @Override
        protected ObjectReader delegate() {
            return reader;
        }

        @Override
        public ObjectReader newReader() {
            return this;
        }

        @Override
        public ObjectLoader open(AnyObjectId id, int type) throws IOException {
            reads++;
            return super.open(id, type);
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
