package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Law 7 for links by id: only pages that link to something that moved are read and written, at two sizes. */
class IdLinkCostTest {
    private static final int FEW = 30;
    private static final int LINKERS = 5;

    private final CountedCodec codec = new CountedCodec();

    private SizedSpace space(int n, IntFunction<String> paths, IntFunction<String> texts) throws IOException {
        SizedSpace space = SizedSpace.withCodec(codec);
        ShapeCostTest.push(space, n, paths, texts);
        return space;
    }

    /** A wide folder of which some pages link to the first, and the others to their neighbour. */
    private SizedSpace wide(int n) throws IOException {
        return space(
                n,
                i -> "Wide/page " + i + ".md",
                i -> i > 0 && i <= LINKERS ? "[a](page%200.md)" : "[a](page%20" + (i - 1) + ".md)");
    }

    @Test
    void aMoveInTheWikiConvertsOnlyLinkers() throws IOException {
        assertSame(n -> {
            SizedSpace space = wide(n);
            PageId page = space.page("Wide/page 0");
            space.wiki.move(space.space, page, null, space.edit("move"));
            return pull(space);
        });
        assertThat(codec.texts()).isBetween((long) LINKERS, 6L * LINKERS);
    }

    @Test
    void aDeletionInTheWikiConvertsOnlyLinkers() throws IOException {
        assertSame(n -> {
            SizedSpace space = wide(n);
            space.wiki.delete(space.space, space.page("Wide/page 0"), space.edit("delete"));
            return pull(space);
        });
        assertThat(codec.texts()).isBetween((long) LINKERS, 6L * LINKERS);
    }

    @Test
    void anEditInTheWikiConvertsOnlyItsText() throws IOException {
        assertSame(n -> {
            SizedSpace space = wide(n);
            PageId page = space.page("Wide/page 0");
            space.wiki.edit(space.space, page, "[x](page:" + page + ")", space.edit("edit"));
            return pull(space);
        });
        assertThat(codec.texts()).isEqualTo(2);
    }

    @Test
    void aPushThatMovesAPageConvertsOnlyLinkers() throws IOException {
        assertSame(n -> {
            SizedSpace space = wide(n);
            codec.reset();
            return ShapeCostTest.push(
                    space,
                    n,
                    i -> i == 0 ? "New.md" : "Wide/page " + i + ".md",
                    i -> i > 0 && i <= LINKERS ? "[a](page%200.md)" : "[a](page%20" + (i - 1) + ".md)");
        });
        assertThat(codec.texts()).isBetween((long) LINKERS, 6L * LINKERS);
    }

    @Test
    void aPushThatAddsAPageConvertsOnlyThatOne() throws IOException {
        assertSame(n -> {
            SizedSpace space = wide(n - 1);
            codec.reset();
            return ShapeCostTest.push(
                    space,
                    n,
                    i -> i == n - 1 ? "New.md" : "Wide/page " + i + ".md",
                    i -> i > 0 && i <= LINKERS ? "[a](page%200.md)" : "[a](page%20" + (i - 1) + ".md)");
        });
        assertThat(codec.texts()).isLessThan(5);
    }

    @Test
    void aFolderThatMovesConvertsOnlyLinksAcrossItsBorder() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = deep(n);
            space.wiki.move(space.space, space.page("All"), space.page("Outside"), space.edit("move"));
            return pull(space);
        });
        assertThat(codec.texts()).isBetween(2L, 12L);
    }

    @Test
    void aFolderThatAPushMovesConvertsOnlyLinksAcrossItsBorder() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = deep(n);
            codec.reset();
            return ShapeCostTest.push(space, n, i -> deepPath("New", i), IdLinkCostTest::deepText);
        });
        assertThat(codec.texts()).isBetween(2L, 20L);
    }

    /** Many pages in deep folders that link to their neighbours; one links out of the folder, and one from outside into it. */
    private SizedSpace deep(int n) throws IOException {
        return space(n, i -> deepPath("All", i), IdLinkCostTest::deepText);
    }

    private static String deepPath(String top, int i) {
        if (i < 2) {
            return i == 0 ? top + ".md" : "Outside.md";
        }
        return top + "/chain " + i / 20 + "/level".repeat(i % 20) + "/page " + i + ".md";
    }

    private static String deepText(int i) {
        String own = "[a](page%20" + i + ".md) ";
        return switch (i) {
            case 0 -> "top";
            case 1 -> "[a](All/chain%200" + "/level".repeat(3) + "/page%203.md)";
            case 3 -> own + "[b](/Outside)";
            default -> own;
        };
    }

    @Test
    void manyLinkersCostNoMoreThanTheirNumber() throws IOException {
        assertGrowth(n -> {
            SizedSpace space = space(n, i -> "Wide/page " + i + ".md", i -> "[a](page%200.md)");
            space.wiki.move(space.space, space.page("Wide/page 0"), null, space.edit("move"));
            return pull(space);
        });
    }

    private Cost pull(SizedSpace space) throws IOException {
        codec.reset();
        return ShapeCostTest.pull(space);
    }

    /** As many texts are converted at both sizes. */
    private void assertSame(Growth.Shape shape) throws IOException {
        List<Long> texts = new ArrayList<>();
        Growth.assertAtMost(Growth.CONSTANT, FEW, n -> {
            Cost cost = shape.cost(n);
            texts.add(codec.texts());
            return cost;
        });
        assertThat(texts.get(1)).isEqualTo(texts.get(0));
    }

    private static void assertGrowth(Growth.Shape shape) throws IOException {
        Growth.assertAtMost(Growth.LINEAR, FEW, shape);
    }
}
