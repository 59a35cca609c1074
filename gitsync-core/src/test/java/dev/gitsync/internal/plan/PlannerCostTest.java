package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.identity.IdentityMatcher;
import dev.gitsync.internal.identity.IdentityTrail;
import dev.gitsync.internal.identity.PageFile;
import dev.gitsync.internal.identity.PageTexts;
import dev.gitsync.internal.identity.PushedCommits;
import dev.gitsync.internal.identity.ReplacedFiles;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;

/**
 * Promise B5, rows W2 to W4 and H4 of the faults and their siblings: ten times as many changes cost the planner up to
 * twelve times as many steps. A step is a round of a loop, a file that is read, or a candidate that is compared;
 * {@link WorkBudget} counts them.
 */
class PlannerCostTest {
    private static final int FEW = 300;

    private final HintedInserter inserter;
    private final ObjectReader reader;

    PlannerCostTest() {
        InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("cost"));
        inserter = HintedInserter.ignoringHints(repository.newObjectInserter());
        reader = inserter.newReader();
    }

    /** Faults W2. */
    @Test
    void pairsIdenticalMovedFoldersInOnePass() throws Exception {
        ObjectId folder = folder("same");
        assertCost(n -> changes(n, i -> gone("old/" + i, folder), i -> come("new/" + i, folder)), n -> n);
    }

    /** Faults W2. */
    @Test
    void pairsRenamedFoldersInOnePass() throws Exception {
        assertCost(
                n -> changes(n, i -> gone("old" + i, folder("x" + i)), i -> come("new" + i, folder("x" + i))), n -> n);
    }

    /** A sibling of W2: no folders form pairs, and each is opened. */
    @Test
    void opensFoldersWithoutPartnerOnce() throws Exception {
        assertCost(
                n -> changes(n, i -> gone("old" + i, folder("x" + i)), i -> come("new" + i, folder("y" + i))), n -> 0);
    }

    /** A sibling of W2: the outer folders differ, and the identical inner ones form pairs. */
    @Test
    void pairsIdenticalFoldersInsideOfDifferentOnesInOnePass() throws Exception {
        ObjectId inner = folder("same");
        assertCost(
                n -> changes(
                        n, i -> gone("old" + i, around(inner, "x" + i)), i -> come("new" + i, around(inner, "y" + i))),
                n -> n);
    }

    /** Faults W3. */
    @Test
    void findsPagesWithTheContentOfTheirNeighboursInOnePass() throws Exception {
        assertReplaced(n -> changes(n, i -> changed("p" + i + ".md", blob("t" + i), blob("t" + (i + 1)))), n -> 0);
    }

    /** A sibling of W3: the last page gets the content of the first, so all pages are swapped. */
    @Test
    void findsPagesThatMovedInARingInOnePass() throws Exception {
        assertReplaced(n -> changes(n, i -> changed("p" + i + ".md", blob("t" + i), blob("t" + (i + 1) % n))), n -> n);
    }

    /** A sibling of W3: each page makes room for the one before it, and the last one goes to a new path. */
    @Test
    void findsPagesThatMadeRoomForEachOtherInOnePass() throws Exception {
        assertReplaced(
                n -> changes(
                        n,
                        i -> changed("p" + i + ".md", blob("t" + i), blob("t" + (i - 1))),
                        i -> i == n - 1
                                ? new TreeDelta("last.md", null, new TreeItem(FileMode.REGULAR_FILE, blob("t" + i)))
                                : gone("gone" + i + ".txt", blob("g"))),
                n -> n);
    }

    /** A sibling of W3: all changed pages had one content, and have another one now. */
    @Test
    void readsPagesOfOneContentOnce() throws Exception {
        assertReplaced(n -> changes(n, i -> changed("p" + i + ".md", blob("same"), blob("other"))), n -> 0);
    }

    /** Faults W4. */
    @Test
    void matchesPagesOfOneBlobInOnePass() throws Exception {
        assertMatched(i -> new PageFile("old" + i, blob("same")), i -> new PageFile("new" + i, blob("same")));
    }

    /** Faults W4. */
    @Test
    void matchesPagesOfOneNameInOnePass() throws Exception {
        assertMatched(
                i -> new PageFile("old" + i + "/index", unique("a", i)),
                i -> new PageFile("new" + i + "/index", unique("b", i)));
    }

    /** A sibling of W4: each page lost its folder, which moved to that of its neighbour. */
    @Test
    void matchesPagesInMovedFoldersInOnePass() throws Exception {
        assertMatched(
                i -> new PageFile("old" + i / 2 + "/p" + i, i % 2 == 0 ? unique("a", i) : blob("t" + i)),
                i -> new PageFile("new" + i / 2 + "/p" + i, i % 2 == 0 ? unique("b", i) : blob("t" + i)));
    }

    /** Faults H4: ten thousand files and more are renamed and edited. */
    @Test
    void matchesRenamedAndEditedPagesByTheirRareLines() throws Exception {
        String shared = "the same first line\nand a second one\n";
        assertMatched(
                i -> new PageFile("old" + i, blob(shared + "words of " + i + "\nmore of " + i * 3 + "\nold\n")),
                i -> new PageFile("new" + i, blob(shared + "words of " + i + "\nmore of " + i * 3 + "\nnew\n")));
    }

    /** A sibling of H4: no line is rare. */
    @Test
    void matchesPagesFromOneTemplateByTheirOrder() throws Exception {
        String shared = "# Template\nfill in this\nand fill in that\n";
        assertMatched(
                i -> new PageFile("old" + i, blob(shared + "a" + i + "\n")),
                i -> new PageFile("new" + i, blob(shared + "b" + i + "\n")));
    }

    /** Faults H3, a sibling of W2: each commit renames the folder in which all pages are; the last one rewrites them. */
    @Test
    void followsPagesThroughCommitsThatMoveTheirFolderInOnePass() throws Exception {
        assertGrowth(n -> {
            ObjectId before = pages(n, "a");
            List<PushedCommits.Commit> newestFirst = new ArrayList<>();
            PushedCommits.Parent parent = new PushedCommits.Parent(PlannedSpace.commitId(0), top("d0", before));
            for (int i = 1; i <= n; i++) {
                ObjectId tree = top("d" + i, i < n ? before : pages(n, "b"));
                PushedCommits.Commit commit = new PushedCommits.Commit(PlannedSpace.commitId(i), tree, List.of(parent));
                newestFirst.add(commit);
                parent = new PushedCommits.Parent(commit.id(), tree);
            }
            Collections.reverse(newestFirst);
            List<String> tips = IntStream.range(0, n)
                    .mapToObj(i -> "d" + n + "/p" + i + ".md")
                    .toList();
            WorkBudget budget = WorkBudget.unlimited();
            IdentityTrail.Ground ground = new IdentityTrail.Ground(
                    new PageTexts(reader, budget),
                    reader,
                    new PageFiles(new MarkdownFormat(), new SafePathNaming()),
                    64);

            assertThat(IdentityTrail.follow(ground, new PushedCommits(newestFirst), tips))
                    .hasSize(n)
                    .containsEntry("d" + n + "/p7.md", "d0/p7.md");
            return budget.spent();
        });
    }

    private void assertCost(IntFunction<List<TreeDelta>> shape, IntFunction<Integer> moved) throws Exception {
        assertGrowth(n -> {
            WorkBudget budget = WorkBudget.unlimited();
            TreeChanges changes = TreeChanges.of(reader, shape.apply(n), 64, budget);
            assertThat(changes.movedFolders()).hasSize(moved.apply(n));
            return budget.spent();
        });
    }

    private void assertReplaced(IntFunction<List<TreeDelta>> shape, IntFunction<Integer> replaced) throws Exception {
        assertGrowth(n -> {
            WorkBudget budget = WorkBudget.unlimited();
            TreeChanges changes = TreeChanges.of(reader, shape.apply(n), 64, budget);
            assertThat(ReplacedFiles.find(new PageTexts(reader, budget), changes, path -> path.endsWith(".md")))
                    .hasSize(replaced.apply(n));
            return budget.spent();
        });
    }

    private void assertMatched(IntFunction<PageFile> removed, IntFunction<PageFile> added) throws Exception {
        assertGrowth(n -> {
            List<PageFile> before = new ArrayList<>();
            List<PageFile> after = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                before.add(removed.apply(i));
                after.add(added.apply(i));
            }
            WorkBudget budget = WorkBudget.unlimited();
            IdentityMatcher.Matches matches =
                    IdentityMatcher.match(new PageTexts(reader, budget), Map.of(), Map.of(), before, after);
            assertThat(matches.oldPaths()).hasSize(n);
            assertThat(matches.notCompared()).isZero();
            return budget.spent();
        });
    }

    private interface Shape {
        long cost(int n) throws Exception;
    }

    private static void assertGrowth(Shape shape) throws Exception {
        long few = shape.cost(FEW);
        long many = shape.cost(10 * FEW);
        assertThat(few).as("steps that were counted").isGreaterThanOrEqualTo(FEW);
        assertThat(many).as("%,d steps for ten times as many as %,d", many, few).isLessThanOrEqualTo(12 * few);
    }

    @SafeVarargs
    private static List<TreeDelta> changes(int n, IntFunction<TreeDelta>... kinds) {
        Map<String, TreeDelta> deltas = new TreeMap<>();
        for (IntFunction<TreeDelta> kind : kinds) {
            for (int i = 0; i < n; i++) {
                TreeDelta delta = kind.apply(i);
                deltas.put(delta.path(), delta);
            }
        }
        return List.copyOf(deltas.values());
    }

    private static TreeDelta gone(String path, ObjectId id) {
        return new TreeDelta(path, item(path, id), null);
    }

    private static TreeDelta come(String path, ObjectId id) {
        return new TreeDelta(path, null, item(path, id));
    }

    private static TreeItem item(String path, ObjectId id) {
        return new TreeItem(path.contains(".") ? FileMode.REGULAR_FILE : FileMode.TREE, id);
    }

    private static TreeDelta changed(String path, ObjectId before, ObjectId after) {
        return new TreeDelta(path, item(path, before), item(path, after));
    }

    private final Map<String, ObjectId> known = new HashMap<>();

    private ObjectId blob(String text) {
        return known.computeIfAbsent(
                text, missing -> insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A blob that has nothing in common with any other. */
    private ObjectId unique(String kind, int i) {
        return blob(kind + i * 31L + "\n");
    }

    private ObjectId pages(int n, String text) {
        Map<String, ObjectId> files = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            files.put("p" + i + ".md", unique(text, i));
        }
        TreeFormatter tree = new TreeFormatter();
        files.forEach((name, id) -> tree.append(name, FileMode.REGULAR_FILE, id));
        return insert(Constants.OBJ_TREE, tree.toByteArray());
    }

    private ObjectId top(String name, ObjectId folder) {
        return tree(name, FileMode.TREE, folder);
    }

    private ObjectId folder(String text) {
        return tree("page.md", FileMode.REGULAR_FILE, blob(text));
    }

    private ObjectId around(ObjectId folder, String text) {
        TreeFormatter tree = new TreeFormatter();
        tree.append("inner", FileMode.TREE, folder);
        tree.append("page.md", FileMode.REGULAR_FILE, blob(text));
        return insert(Constants.OBJ_TREE, tree.toByteArray());
    }

    private ObjectId tree(String name, FileMode mode, ObjectId id) {
        TreeFormatter tree = new TreeFormatter();
        tree.append(name, mode, id);
        return insert(Constants.OBJ_TREE, tree.toByteArray());
    }

    private ObjectId insert(int type, byte[] bytes) {
        try {
            return inserter.insert(type, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
