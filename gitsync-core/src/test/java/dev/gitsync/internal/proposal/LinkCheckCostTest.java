package dev.gitsync.internal.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.links.KeptLinks;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.junit.jupiter.api.Test;

/** Law 7, counted in objects that are read: what links and submodules cost follows how many of them a push changes. */
class LinkCheckCostTest {
    private static final int FEW = 2_000;
    /** As many submodules as {@code .gitmodules} has room for. */
    private static final int FEW_SUBMODULES = 80;

    private static final int MOST = 12;

    private final HintedInserter inserter;
    private final CountingReader reader;
    private final List<String> problems = new ArrayList<>();

    LinkCheckCostTest() {
        InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("cost"));
        inserter = HintedInserter.ignoringHints(repository.newObjectInserter());
        reader = new CountingReader(inserter.newReader());
    }

    @Test
    void linksInOneFolder() throws IOException {
        assertLinks(i -> "docs/link " + i, i -> "target " + i);
    }

    @Test
    void linksInFoldersInsideOfEachOther() throws IOException {
        assertLinks(i -> "chain " + i / 20 + "/level".repeat(i % 20) + "/link", i -> "target " + i);
    }

    @Test
    void linksWithOneTarget() throws IOException {
        assertLinks(i -> "docs " + i + "/link", i -> "../README.md");
    }

    @Test
    void submodulesAreLookedUpInOneListThatIsReadOnce() throws IOException {
        long few = submodules(FEW_SUBMODULES);
        long many = submodules(10 * FEW_SUBMODULES);

        assertThat(few).isEqualTo(many).isLessThanOrEqualTo(2);
    }

    /** The list changes, and each of its submodules is looked for in the tree. */
    @Test
    void submodulesWhoseListChanges() throws IOException {
        long few = changedList(FEW_SUBMODULES);
        long many = changedList(10 * FEW_SUBMODULES);

        assertThat(few).isGreaterThanOrEqualTo(FEW_SUBMODULES);
        assertThat(many).isLessThanOrEqualTo(MOST * few);
    }

    @Test
    void nothingIsReadWhereNothingChanged() throws IOException {
        check(links(FEW, i -> "docs/link " + i, i -> "target " + i)).checkGone(Map.of());

        assertThat(reader.reads).isZero();
    }

    private void assertLinks(IntFunction<String> paths, IntFunction<String> targets) throws IOException {
        long few = linkCost(FEW, paths, targets);
        long many = linkCost(10 * FEW, paths, targets);
        assertThat(few).isBetween((long) FEW, 2L * FEW);
        assertThat(many).isLessThanOrEqualTo(MOST * few);
    }

    private long linkCost(int n, IntFunction<String> paths, IntFunction<String> targets) throws IOException {
        LinkCheck check = check(links(n, paths, targets));
        for (int i = 0; i < n; i++) {
            check.checkSymlink(paths.apply(i), new TreeItem(FileMode.SYMLINK, blob(targets.apply(i))));
        }
        assertThat(problems).isEmpty();
        return reader.reads;
    }

    private ObjectId links(int n, IntFunction<String> paths, IntFunction<String> targets) throws IOException {
        TreeEditor tree = new TreeEditor(reader, ObjectId.zeroId());
        for (int i = 0; i < n; i++) {
            tree.put(paths.apply(i), FileMode.SYMLINK, blob(targets.apply(i)));
        }
        return tree.write(inserter);
    }

    private long submodules(int n) throws IOException {
        LinkCheck check = check(withSubmodules(n));
        for (int i = 0; i < n; i++) {
            check.checkSubmodule(path(i));
        }
        assertThat(problems).isEmpty();
        return reader.reads;
    }

    private long changedList(int n) throws IOException {
        TreeItem before = new TreeItem(FileMode.REGULAR_FILE, list(n));
        TreeEditor tree = new TreeEditor(reader, withSubmodules(n));
        tree.put(".gitmodules", FileMode.REGULAR_FILE, list(1));
        check(tree.write(inserter)).checkGitmodules(".gitmodules", before);
        assertThat(problems).hasSize(n - 1);
        problems.clear();
        return reader.reads;
    }

    private ObjectId withSubmodules(int n) throws IOException {
        TreeEditor tree = new TreeEditor(reader, ObjectId.zeroId());
        for (int i = 0; i < n; i++) {
            tree.put(path(i), FileMode.GITLINK, ObjectId.fromString("1".repeat(40)));
        }
        tree.put(".gitmodules", FileMode.REGULAR_FILE, list(n));
        return tree.write(inserter);
    }

    private static String path(int i) {
        return "m/" + i + "/s";
    }

    private ObjectId list(int n) throws IOException {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < n; i++) {
            list.append("[submodule \"" + i + "\"]\npath = " + path(i) + "\nurl = https://a.b/c\n");
        }
        return blob(list.toString());
    }

    private LinkCheck check(ObjectId tree) throws IOException {
        inserter.flush();
        reader.reads = 0;
        return new LinkCheck(
                reader,
                new PageFiles(new MarkdownFormat(), new SafePathNaming()),
                new KeptLinks(true, true),
                new TreeEditor(reader, tree),
                (path, problem) -> problems.add(path + " " + problem));
    }

    private ObjectId blob(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class CountingReader extends ObjectReader.Filter {
        private final ObjectReader reader;
        private long reads;

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
    }
}
