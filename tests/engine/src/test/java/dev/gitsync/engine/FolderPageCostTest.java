package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.model.PageConventions;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law 7 for pages whose file is in their folder, counted as in {@link ShapeCostTest} at two sizes, wide and deep. */
class FolderPageCostTest {
    private static final int CHAIN = 20;

    private static SizedSpace empty() {
        return SizedSpace.withFolderPages("README.md", "index.md");
    }

    @Test
    void aPushOfManyPagesInOneFolder() throws IOException {
        assertGrowth(n -> push(empty(), n, i -> "Wide/page " + i + "/README.md"));
    }

    @Test
    void aPushOfFoldersInsideOfEachOther() throws IOException {
        assertGrowth(n -> push(empty(), n, FolderPageCostTest::deep));
    }

    @Test
    void aPushThatMovesEachFileIntoItsFolder() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = empty();
            push(space, n, i -> "Wide/page " + i + ".md");
            return push(space, n, i -> "Wide/page " + i + "/index.md");
        });
    }

    @Test
    void aPushThatMovesEachFileOutOfItsFolder() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = empty();
            push(space, n, FolderPageCostTest::deep);
            return push(space, n, i -> deep(i).replace("/index.md", ".md"));
        });
    }

    @Test
    void aPushThatRenamesEachFolder() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = empty();
            push(space, n, i -> "Wide/page " + i + "/README.md");
            return push(space, n, i -> "Wide/new " + i + "/README.md");
        });
    }

    @Test
    void textsThatFoldersGetInTheWiki() throws IOException {
        assertGrowth(n -> {
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

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "other.md"})
    void otherNamesOfFolderPages(String name) throws IOException {
        assertGrowth(n -> {
            SizedSpace space = SizedSpace.withFolderPages("other.md");
            push(space, n, i -> "Wide/page " + i + (i % 2 == 0 ? "/README.md" : "/other.md"));
            use(space, name.equals("README.md") ? List.of(name) : List.of(name, "README.md"));
            return cycle(space);
        });
    }

    @Test
    void otherNamesOfFolderPagesInsideOfEachOther() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = SizedSpace.withFolderPages();
            push(space, n, FolderPageCostTest::deep);
            use(space, List.of("index.md"));
            return cycle(space);
        });
    }

    @Test
    void aChangeOfTheNamesThatConcernsNoFileCostsTheSameAfterwards() throws IOException {
        assertSame(n -> {
            SizedSpace space = empty();
            push(space, n, i -> "Wide/page " + i + ".md");
            use(space, List.of("index.md"));
            cycle(space);
            PageId page = space.sync.pageAt(space.space, "Wide/page 1.md").orElseThrow();
            space.wiki.edit(space.space, page, "new text", space.edit("edit"));
            return ShapeCostTest.pull(space);
        });
    }

    @Test
    void aFirstFileThatComesAndGoesInEachFolder() throws IOException {
        for (boolean goes : List.of(false, true)) {
            assertGrowth(n -> {
                SizedSpace space = empty();
                push(
                        space,
                        2 * n,
                        i -> i % 2 == 0 ? "Wide/page " + i / 2 + "/README.md" : "Wide/page " + i / 2 + ".md");
                if (!goes) {
                    push(space, n, i -> "Wide/page " + i + "/README.md");
                    return push(
                            space,
                            2 * n,
                            i -> i % 2 == 0 ? "Wide/page " + i / 2 + "/README.md" : "Wide/page " + i / 2 + ".md");
                }
                return push(space, n, i -> "Wide/page " + i + "/README.md");
            });
        }
    }

    private static Cost cycle(SizedSpace space) throws IOException {
        return space.cost(
                () -> assertThat(space.sync.runOnce(space.space.id())).isInstanceOf(SyncReport.UpToDate.class));
    }

    private static void use(SizedSpace space, List<String> names) {
        Space old = space.space;
        space.spaces.add(new Space(old.id(), old.tenant(), old.name(), new PageConventions(names)));
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

    private static void assertGrowth(Growth.Shape shape) throws IOException {
        Growth.assertAtMost(Growth.LINEAR, ShapeCostTest.FEW, shape);
    }

    private static void assertSame(Growth.Shape shape) throws IOException {
        Growth.assertAtMost(Growth.CONSTANT, ShapeCostTest.FEW, shape);
    }
}
