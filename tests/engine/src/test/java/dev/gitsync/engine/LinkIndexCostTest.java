package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.model.PageId;
import dev.gitsync.tests.repository.RepositoryCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;

/** Law 7 for the index of links and for the receipt, counted as in {@link ShapeCostTest} at two sizes; texts that are parsed count as well. */
class LinkIndexCostTest {
    private static final int FEW = ShapeCostTest.FEW;

    private final TextLinks reader = new TextLinks();
    private final List<Integer> texts = new ArrayList<>();

    private SizedSpace empty() {
        return SizedSpace.withLinks(reader);
    }

    private Cost counted(Step step) throws IOException {
        reader.countTexts();
        Cost cost = step.run();
        texts.add(reader.countTexts());
        return cost;
    }

    @Test
    void pushOfOnePageInASpaceOfManyPages() throws IOException {
        assertSame(n -> {
            SizedSpace space = empty();
            push(space, n, i -> path(i), i -> i == 0 ? "text" : "(" + i / 2 + ") (/dir 1/gone) [[" + (i + 1) + "]]");
            return counted(() -> push(space, 1, i -> path(i), i -> "changed [[5]] (../dir 3/8)"));
        });
        assertThat(texts).containsExactly(1, 1);
    }

    @Test
    void editOfOnePageInASpaceOfManyPages() throws IOException {
        assertSame(n -> {
            SizedSpace space = empty();
            push(space, n, i -> path(i), i -> "(" + i / 2 + ") [[" + (i + 1) + "]]");
            space.wiki.edit(space.space, space.page("dir 0/0"), "now [[7]]", space.edit("edit"));
            return counted(() -> ShapeCostTest.pull(space));
        });
        assertThat(texts).containsExactly(1, 1);
    }

    @Test
    void pushOfManyPagesInOneFolder() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = empty();
            return counted(
                    () -> push(space, n, i -> "Wide/" + i + ".md", i -> "(" + (i + 1) + ") [[" + i / 2 + "]] (none)"));
        });
        // Each text is parsed once: for the receipt and for the index together.
        assertThat(texts).containsExactly(FEW, 10 * FEW);
    }

    @Test
    void editOfATargetWithManyLinkers() throws IOException {
        assertSame(n -> {
            SizedSpace space = linkers(n);
            return counted(() -> push(space, 1, i -> "target.md", i -> "changed"));
        });
        assertThat(texts).containsExactly(1, 1);
    }

    @Test
    void moveOfATargetWithManyLinkers() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = linkers(n);
            return counted(() -> moved(space, "target.md", "moved.md"));
        });
        // Each linker is read as it is after the push and, because its link is broken, as it was before; the target is
        // new at its path.
        assertThat(texts).containsExactly(2 * FEW + 1, 20 * FEW + 1);
    }

    @Test
    void moveOfATargetWithFewLinkersAmongManySiblings() throws IOException {
        for (boolean isInTheWiki : new boolean[] {true, false}) {
            assertSame(n -> {
                SizedSpace space = empty();
                push(space, n, i -> i == 0 ? "target.md" : "Wide/page " + i + ".md", i -> i < 4 ? "(../target)" : "t");
                if (!isInTheWiki) {
                    return counted(() -> moved(space, "target.md", "moved.md"));
                }
                space.wiki.rename(space.space, space.page("target"), "moved", space.edit("rename"));
                return counted(() -> ShapeCostTest.pull(space));
            });
        }
    }

    @Test
    void oneLinkerMoreOfATargetWithManyLinkers() throws IOException {
        assertSame(n -> {
            SizedSpace space = linkers(n);
            return counted(() -> push(space, 1, i -> "other/" + (n + 1) + ".md", i -> "(../target)"));
        });
        assertThat(texts).containsExactly(1, 1);
    }

    @Test
    void moveOfAFolderWhosePagesHaveNoLinksReadsNoText() throws IOException {
        List<Long> inserts = new ArrayList<>();
        assertGrowth(n -> {
            SizedSpace space = empty();
            push(space, n, i -> i == 0 ? "Folder.md" : "Folder/page " + i + ".md", i -> "text " + i);
            PageId target = space.wiki.create(space.space, null, "Target", "text", space.edit("create"));
            ShapeCostTest.pull(space);
            space.wiki.move(space.space, space.page("Folder"), target, space.edit("move"));
            Cost cost = counted(() -> ShapeCostTest.pull(space));
            inserts.add(cost.git().of(RepositoryCall.INSERT));
            return cost;
        });
        assertThat(texts).as("only the page that has the folder").containsExactly(1, 1);
        assertThat(inserts.get(1)).as("no record of a page below changes").isLessThanOrEqualTo(2 * inserts.get(0));
    }

    @Test
    void moveOfAFolderWithMoreFilesThanAreLookedAt() throws IOException {
        List<Long> operations = new ArrayList<>();
        for (int n : new int[] {1_100, 1_700}) {
            SizedSpace space = empty();
            push(
                    space,
                    n,
                    i -> i == 0 ? "Folder.md" : "Folder/page " + i + ".md",
                    i -> i % 100 == 0 ? "(page 1)" : "text " + i);
            PageId target = space.wiki.create(space.space, null, "Target", "text", space.edit("create"));
            ShapeCostTest.pull(space);
            space.wiki.move(space.space, space.page("Folder"), target, space.edit("move"));
            operations.add(Growth.operations(counted(() -> ShapeCostTest.pull(space))));
        }
        assertThat(operations.get(1)).isLessThanOrEqualTo(operations.get(0) * 5 / 4);
        assertThat(texts).allMatch(count -> count <= 12);
    }

    @Test
    void pageThatManyBrokenLinksLookFor() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = empty();
            push(space, 2 * n, i -> "p" + i + ".md", i -> i < n ? "(wanted)" : "(gone)");
            return counted(() -> push(space, 1, i -> "wanted.md", i -> "here"));
        });
        assertThat(texts).containsExactly(FEW + 1, 10 * FEW + 1);
    }

    @Test
    void firstIndexOfASpace() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = empty();
            push(space, n, i -> path(i), i -> "(" + i / 2 + ") [[" + (i + 1) + "]]");
            try (Repository repository = space.uncounted()) {
                RefUpdate state = repository.updateRef("refs/gitsync/state");
                state.setForceUpdate(true);
                state.delete();
            }
            return counted(() -> space.cost(() -> space.sync.runOnce(space.space.id())));
        });
        assertThat(texts).containsExactly(FEW, 10 * FEW);
    }

    private SizedSpace linkers(int n) throws IOException {
        SizedSpace space = empty();
        push(
                space,
                2 * n + 1,
                i -> i == 0 ? "target.md" : i <= n ? "p" + i + ".md" : "other/" + i + ".md",
                i -> i == 0 ? "t" : i <= n ? "(target)" : "(" + i / 2 + ")");
        return space;
    }

    private static String path(int i) {
        return "dir " + i % 10 + "/" + i + ".md";
    }

    private static Cost push(SizedSpace space, int n, IntFunction<String> paths, IntFunction<String> texts)
            throws IOException {
        try (Repository repository = space.uncounted()) {
            if (repository.resolve("refs/heads/main") == null) {
                return ShapeCostTest.push(space, n, paths, texts);
            }
        }
        return space.pushCost(client -> {
            for (int i = 0; i < n; i++) {
                client.write(paths.apply(i), texts.apply(i));
            }
        });
    }

    private static Cost moved(SizedSpace space, String from, String to) throws IOException {
        return space.pushCost(client -> client.move(from, to));
    }

    private static void assertGrowth(Growth.Shape shape) throws IOException {
        Growth.assertAtMost(Growth.LINEAR, FEW, shape);
    }

    private static void assertSame(Growth.Shape shape) throws IOException {
        Growth.assertAtMost(Growth.CONSTANT, FEW, shape);
    }

    private interface Step {
        Cost run() throws IOException;
    }
}
