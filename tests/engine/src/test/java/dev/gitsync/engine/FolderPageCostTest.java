package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Law 7 for pages whose file is in their folder, counted as in {@link ShapeCostTest} at two sizes, wide and deep. */
class FolderPageCostTest {
    private static final int CHAIN = 20;

    private static SizedSpace empty() {
        return SizedSpace.withFolderPages("README.md", "index.md");
    }

    @Test
    void aPushOfManyPagesInOneFolder() throws IOException {
        ShapeCostTest.assertGrowth(n -> push(empty(), n, i -> "Wide/page " + i + "/README.md"));
    }

    @Test
    void aPushOfFoldersInsideOfEachOther() throws IOException {
        ShapeCostTest.assertGrowth(n -> push(empty(), n, FolderPageCostTest::deep));
    }

    @Test
    void aPushThatMovesEachFileIntoItsFolder() throws IOException {
        ShapeCostTest.assertGrowth(n -> {
            SizedSpace space = empty();
            push(space, n, i -> "Wide/page " + i + ".md");
            return push(space, n, i -> "Wide/page " + i + "/index.md");
        });
    }

    @Test
    void aPushThatMovesEachFileOutOfItsFolder() throws IOException {
        ShapeCostTest.assertGrowth(n -> {
            SizedSpace space = empty();
            push(space, n, FolderPageCostTest::deep);
            return push(space, n, i -> deep(i).replace("/index.md", ".md"));
        });
    }

    @Test
    void aPushThatRenamesEachFolder() throws IOException {
        ShapeCostTest.assertGrowth(n -> {
            SizedSpace space = empty();
            push(space, n, i -> "Wide/page " + i + "/README.md");
            return push(space, n, i -> "Wide/new " + i + "/README.md");
        });
    }

    @Test
    void textsThatFoldersGetInTheWiki() throws IOException {
        ShapeCostTest.assertGrowth(n -> {
            SizedSpace space = empty();
            push(space, n, i -> i == 0 ? "Wide/README.md" : "Wide/page " + i + "/leaf.md");
            for (int i = 1; i < n; i++) {
                PageId page =
                        space.sync.pageAt(space.space, "Wide/page " + i + "/").orElseThrow();
                space.wiki.edit(space.space, page, "text", space.edit("edit"));
            }
            return ShapeCostTest.pull(space);
        });
    }

    @Test
    void aRenamedFolderCostsTheSameWhateverIsInIt() throws IOException {
        assertSame(n -> {
            SizedSpace space = empty();
            push(space, n, i -> i == 0 ? "Wide/README.md" : "Wide/more/page " + i + "/README.md");
            return push(space, n, i -> i == 0 ? "New/README.md" : "New/more/page " + i + "/README.md");
        });
    }

    @Test
    void aPageThatMovesInTheWikiCostsTheSameWhateverIsInItsFolder() throws IOException {
        assertSame(n -> {
            SizedSpace space = empty();
            push(space, n, i -> i == 0 ? "Wide/README.md" : "Wide/more/page " + i + "/README.md");
            PageId page = space.sync.pageAt(space.space, "Wide/README.md").orElseThrow();
            PageId top = space.wiki.create(space.space, null, "Top", "text", space.edit("create"));
            ShapeCostTest.pull(space);
            space.wiki.move(space.space, page, top, space.edit("move"));
            return ShapeCostTest.pull(space);
        });
    }

    @Test
    void anEditCostsTheSameWhateverIsInItsFolder() throws IOException {
        assertSame(n -> {
            SizedSpace space = empty();
            push(space, n, i -> i == 0 ? "Wide/README.md" : "Wide/more/page " + i + "/README.md");
            PageId page = space.sync.pageAt(space.space, "Wide/README.md").orElseThrow();
            space.wiki.edit(space.space, page, "new text", space.edit("edit"));
            return ShapeCostTest.pull(space);
        });
    }

    private static String deep(int i) {
        return "chain " + i / CHAIN + "/level".repeat(i % CHAIN) + "/index.md";
    }

    private static Cost push(SizedSpace space, int n, IntFunction<String> paths) throws IOException {
        return ShapeCostTest.push(space, n, paths, i -> "text " + i);
    }

    /** Tries that hold more records are a little deeper. */
    private static void assertSame(ShapeCostTest.Shape shape) throws IOException {
        Cost few = shape.cost(ShapeCostTest.FEW);
        Cost many = shape.cost(10 * ShapeCostTest.FEW);
        assertThat(ShapeCostTest.operations(many))
                .as("%s after %s", many, few)
                .isLessThanOrEqualTo(2 * ShapeCostTest.operations(few));
    }
}
