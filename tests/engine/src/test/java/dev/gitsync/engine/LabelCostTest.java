package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.format.label.FrontMatterLabels;
import dev.gitsync.format.label.LabelEdit;
import dev.gitsync.format.label.LabelEditing;
import dev.gitsync.format.label.LabelFormat;
import dev.gitsync.format.label.LabelReading;
import dev.gitsync.model.Labels;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Law 7 for labels, counted at two sizes; texts whose front matter is read or edited count as well. */
class LabelCostTest {
    private static final int FEW = 60;

    private final CountingFormat format = new CountingFormat();
    private final List<Integer> texts = new ArrayList<>();

    private static final class CountingFormat implements LabelFormat {
        private final LabelFormat delegate = new FrontMatterLabels();
        private int texts;

        @Override
        public LabelReading read(String text, List<String> keys) {
            texts++;
            return delegate.read(text, keys);
        }

        @Override
        public LabelEditing edit(String text, List<String> keys, LabelEdit edit) {
            texts++;
            return delegate.edit(text, keys, edit);
        }
    }

    private interface Step {
        Cost run() throws IOException;
    }

    private Cost counted(Step step) throws IOException {
        format.texts = 0;
        Cost cost = step.run();
        texts.add(format.texts);
        return cost;
    }

    private SizedSpace labelled(int n) throws IOException {
        SizedSpace space = SizedSpace.withLabels(format);
        ShapeCostTest.push(space, n, i -> "dir " + i % 10 + "/p" + i + ".md", LabelCostTest::text);
        return space;
    }

    private static String text(int i) {
        return "---\ntags: [all, \"l" + i % 7 + "\"]\n---\ntext " + i;
    }

    /** The push reads a file for the plan's checks, for the receipt, and when the plan is applied. */
    @Test
    void pushOfOnePageReadsTheLabelsOfThatPage() throws IOException {
        Growth.assertAtMost(Growth.CONSTANT, FEW, n -> {
            SizedSpace space = labelled(n);
            return counted(() -> space.pushCost(client -> client.write("dir 0/p0.md", text(1))));
        });
        assertThat(texts.get(1)).isEqualTo(texts.get(0)).isLessThanOrEqualTo(5);
    }

    @Test
    void labelsOfOnePageInTheWikiCostThatPage() throws IOException {
        Growth.assertAtMost(Growth.CONSTANT, FEW, n -> {
            SizedSpace space = labelled(n);
            PageId page = space.page("dir 0/p0");
            space.wiki.label(space.space, page, Labels.of("all", "new"), space.edit("label"));
            return counted(() -> ShapeCostTest.pull(space));
        });
        assertThat(texts.get(1)).isEqualTo(texts.get(0)).isLessThanOrEqualTo(8);
    }

    @Test
    void labelsOfManyPagesInTheWikiCostInProportion() throws IOException {
        Growth.assertAtMost(Growth.LINEAR, FEW, n -> {
            SizedSpace space = labelled(n);
            for (int i = 0; i < n; i++) {
                PageId page = space.page("dir " + i % 10 + "/p" + i);
                space.wiki.label(space.space, page, Labels.of("new"), space.edit("label"));
            }
            return counted(() -> ShapeCostTest.pull(space));
        });
        assertThat(texts.get(1)).isLessThanOrEqualTo(10 * texts.get(0) + 10);
    }

    @Test
    void pushOfManyPagesCostsInProportion() throws IOException {
        Growth.assertAtMost(Growth.LINEAR, FEW, n -> {
            SizedSpace space = labelled(n);
            return counted(() -> space.pushCost(client -> {
                for (int i = 0; i < n; i++) {
                    client.write("dir " + i % 10 + "/p" + i + ".md", text(i + 1));
                }
            }));
        });
        assertThat(texts.get(1)).isLessThanOrEqualTo(10 * texts.get(0) + 10);
    }
}
