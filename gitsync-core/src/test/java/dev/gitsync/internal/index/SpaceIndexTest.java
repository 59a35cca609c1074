package dev.gitsync.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lookup returns the page that was put at the path last, however often it was read before. */
class SpaceIndexTest {
    private final Repository repository = new InMemoryRepositoryStore()
            .open(new Space(new SpaceId("docs"), "", "Docs"))
            .git();
    private final ObjectReader reader = repository.newObjectReader();
    private final SpaceIndex index = empty(reader);

    static SpaceIndex empty(ObjectReader reader) {
        try {
            return SpaceIndex.read(reader, new SafePathNaming(), ObjectId.zeroId());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        reader.close();
        repository.close();
    }

    @BeforeEach
    void putTwoPages() throws Exception {
        index.put(page("a", null, "A", 1));
        index.put(page("b", "a", "B", 1));
        assertThat(index.at("A/B").orElseThrow().id()).isEqualTo(new PageId("b"));
        assertThat(index.at("A/C")).isEmpty();
        assertThat(index.at("X/B")).isEmpty();
        assertThat(index.at("")).isEmpty();
    }

    @Test
    void findsANewPage() throws Exception {
        index.put(page("c", "a", "C", 1));
        assertThat(index.at("A/C").orElseThrow().id()).isEqualTo(new PageId("c"));
    }

    @Test
    void movesThePagesOfAMovedFolder() throws Exception {
        index.put(page("a", null, "X", 2));
        assertThat(index.at("A/B")).isEmpty();
        assertThat(index.at("X/B").orElseThrow().id()).isEqualTo(new PageId("b"));
    }

    @Test
    void findsNoDeletedPage() throws Exception {
        index.remove(index.at("A/B").orElseThrow(), 2, FileMode.REGULAR_FILE);
        assertThat(index.at("A/B")).isEmpty();
    }

    @Test
    void reportsAnIndexWithAnUnknownEntryAsDamaged() throws Exception {
        try (HintedInserter inserter = HintedInserter.ignoringHints(repository.newObjectInserter());
                TreeWalk walk = new TreeWalk(reader)) {
            ObjectId whole = index.write(inserter);
            TreeFormatter strange = new TreeFormatter();
            strange.append("zz", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[0]));
            ObjectId pages = inserter.insert(strange);
            inserter.flush();
            TreeFormatter damaged = new TreeFormatter();
            for (walk.addTree(whole); walk.next(); ) {
                boolean isPages = walk.getNameString().equals("pages");
                damaged.append(
                        walk.getNameString(),
                        isPages ? FileMode.TREE : walk.getFileMode(),
                        isPages ? pages : walk.getObjectId(0));
            }
            ObjectId tree = inserter.insert(damaged);
            inserter.flush();

            SpaceIndex read = SpaceIndex.read(reader, new SafePathNaming(), tree);
            assertThatThrownBy(() -> read.page(new PageId("a")))
                    .isInstanceOf(RepositoryDamagedException.class)
                    .hasMessageContaining("none of its own");
        }
    }

    @Test
    void returnsAnotherVersion() throws Exception {
        index.version(new PageId("b"), 7);
        assertThat(index.at("A/B").orElseThrow().version()).isEqualTo(7);
    }

    @Test
    void readsTheFormOfAPageAsItWasWritten() throws Exception {
        index.put(page("a", PageForm.inner("README.md")));
        index.put(page("c", PageForm.inner("index.md")));
        index.put(page("d", PageForm.inner("index.md")));
        index.put(page("e", PageForm.NONE));
        index.remove(index.page(new PageId("d")).orElseThrow(), 2, FileMode.EXECUTABLE_FILE);

        SpaceIndex read = written();

        assertThat(read.page(new PageId("a")).orElseThrow().form()).isEqualTo(PageForm.inner("README.md"));
        assertThat(read.page(new PageId("b")).orElseThrow().form()).isEqualTo(PageForm.SIBLING);
        assertThat(read.page(new PageId("e")).orElseThrow().form()).isEqualTo(PageForm.NONE);
        TrashedPage deleted = read.trashed(new PageId("d")).orElseThrow();
        assertThat(deleted.page().form()).isEqualTo(PageForm.inner("index.md"));
        assertThat(deleted.isExecutable()).isTrue();
    }

    @Test
    void countsFolderPagesByName() throws Exception {
        index.put(page("a", PageForm.inner("README.md")));
        index.put(page("c", PageForm.inner("index.md")));
        index.put(page("d", PageForm.inner("index.md")));
        assertThat(written().head().mostInner()).contains(PageForm.inner("index.md"));

        index.put(page("c", PageForm.SIBLING));
        index.remove(index.page(new PageId("d")).orElseThrow(), 2, FileMode.REGULAR_FILE);
        assertThat(written().head().mostInner()).contains(PageForm.inner("README.md"));

        index.put(page("a", PageForm.NONE));
        assertThat(written().head().mostInner()).isEmpty();
    }

    @Test
    void keepsTheNamesOfFolderPagesOfANewIndex() throws Exception {
        assertThat(index.folderPages(List.of("README.md"))).containsExactly("README.md");
        SpaceIndex read = written();

        assertThat(read.folderPages(List.of("index.md"))).containsExactly("README.md");
        assertThat(format(read))
                .as("format with other names of folder pages, which older versions must not read")
                .isEqualTo("4");
        assertThat(format(SpaceIndexTest.empty(reader)))
                .as("format with the default names, which older versions read")
                .isEqualTo("3");
    }

    private String format(SpaceIndex written) throws IOException {
        try (HintedInserter inserter = HintedInserter.ignoringHints(repository.newObjectInserter());
                TreeWalk walk = new TreeWalk(reader)) {
            ObjectId tree = written.write(inserter);
            inserter.flush();
            walk.addTree(tree);
            while (walk.next() && !walk.getNameString().equals(IndexHead.NAME)) {}
            String head = new String(reader.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
            return head.replaceFirst("(?s).*format\t([0-9]+)\n.*", "$1");
        }
    }

    private SpaceIndex written() throws IOException {
        try (HintedInserter inserter = HintedInserter.ignoringHints(repository.newObjectInserter())) {
            ObjectId tree = index.write(inserter);
            inserter.flush();
            return SpaceIndex.read(reader, new SafePathNaming(), tree);
        }
    }

    private static IndexedPage page(String id, PageForm form) {
        return new IndexedPage(new PageId(id), null, null, id.toUpperCase(Locale.ROOT), id, 1, form, false);
    }

    @Test
    void writesNoNamesForAnEditThatKeepsTheName() throws Exception {
        for (int i = 0; i < 2000; i++) {
            index.put(page("p" + i, null, "Page " + i, 1));
        }
        List<Integer> inserted = new ArrayList<>();
        try (HintedInserter inserter =
                HintedInserter.ignoringHints(counting(repository.newObjectInserter(), inserted))) {
            index.write(inserter);
            inserted.clear();

            index.put(page("p7", null, "Page 7", 2));
            index.write(inserter);
            assertThat(blobs(inserted)).as("blobs of the head and the page").isEqualTo(2);

            inserted.clear();
            index.put(page("p7", null, "Page seven", 3));
            index.write(inserter);
            assertThat(blobs(inserted)).as("blobs with those of the names").isBetween(3L, 4L);
        }
        assertThat(index.at("Page seven").orElseThrow().version()).isEqualTo(3);
        assertThat(index.at("Page 7")).isEmpty();
    }

    private static long blobs(List<Integer> types) {
        return types.stream().filter(type -> type == Constants.OBJ_BLOB).count();
    }

    private static ObjectInserter counting(ObjectInserter inserter, List<Integer> types) {
        return new ObjectInserter.Filter() {
            @Override
            protected ObjectInserter delegate() {
                return inserter;
            }

            @Override
            public ObjectId insert(int type, byte[] data) throws IOException {
                return insert(type, data, 0, data.length);
            }

            @Override
            public ObjectId insert(int type, byte[] data, int offset, int length) throws IOException {
                types.add(type);
                return super.insert(type, data, offset, length);
            }
        };
    }

    private static IndexedPage page(String id, @Nullable String place, String name, long version) {
        PageId parent = place == null ? null : new PageId(place);
        return new IndexedPage(new PageId(id), parent, parent, name, name, version, true, false);
    }
}
