package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSyncBuilder;
import dev.gitsync.format.order.Position;
import dev.gitsync.format.order.SiblingOrder;
import dev.gitsync.format.order.Siblings;
import dev.gitsync.jdbi.ScaledSpace.Cost;
import dev.gitsync.markdown.MarkdownLinkReader;
import dev.gitsync.markdown.codec.MarkdownLinkCodec;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.testkit.TestContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Law 7 for links, order and folder pages of large spaces in the database, at two sizes, of which one is ten times the other: issue 29. With
 * {@code -Dgitsync.scale.pages=100000}, the larger one has 100,000 pages and 1,000,000 links; from 1,000 pages on, it logs what moves cost.
 * {@code IdLinkCostTest}, {@code LinkIndexCostTest}, {@code OrderCostTest} and {@code FolderPageCostTest} count the same in memory in every build.
 */
@EnabledIfSystemProperty(named = "gitsync.scale.pages", matches = "\\d+", disabledReason = "for large spaces only")
class LinkScaleTest {
    private static final Logger LOG = LoggerFactory.getLogger(LinkScaleTest.class);
    private static final int PAGES = Integer.getInteger("gitsync.scale.pages", 100);
    private static final int LINKS = 10;
    private static final int FOLDER = 100;
    private static final int PUSHED = 25_000;

    /** As a server does at its start: with a smaller cache, each object that a large space reads may take a statement. */
    @BeforeAll
    static void useALargeCache() {
        PackCache.resizeToHeap();
    }

    /** How the texts of a wiki name pages. */
    enum Form {
        BY_ID,
        AS_WRITTEN;

        GitSyncBuilder on(GitSyncBuilder builder) {
            return this == BY_ID
                    ? builder.linkCodec(new MarkdownLinkCodec(LinkRules.DEFAULT))
                    : builder.linkReader(new MarkdownLinkReader(LinkRules.DEFAULT));
        }
    }

    /** Pages in folders, each with ten links; so many of them link to a hub at the top. */
    private static final class Linked implements AutoCloseable {
        private final List<PageId> hubs = new ArrayList<>();
        private final ScaledSpace space;

        Linked(Form form, int pages, int... linkers) {
            space = new ScaledSpace(form::on);
            List<PageId> ids = new ArrayList<>();
            for (int i = 0; i < pages; i++) {
                ids.add(space.store.newPageId(space.space));
            }
            for (int hub = 0; hub < linkers.length; hub++) {
                hubs.add(space.store.newPageId(space.space));
                space.create(hubs.get(hub), null, "hub" + hub, "A hub.\n");
            }
            for (int i = 0; i < pages; i++) {
                StringBuilder text = new StringBuilder("Page " + i + "\n");
                int links = 0;
                for (int hub = 0; hub < linkers.length; hub++) {
                    if (i < linkers[hub]) {
                        String path = i % FOLDER == 0 ? "hub" + hub + ".md" : "../hub" + hub + ".md";
                        text.append(link(form, hubs.get(hub), path));
                        links++;
                    }
                }
                for (; links < LINKS; links++) {
                    int other = (i + 1 + links * 37) % pages;
                    text.append(link(form, ids.get(other), relative(i, other)));
                }
                PageId parent = i % FOLDER == 0 ? null : ids.get(i - i % FOLDER);
                space.create(ids.get(i), parent, "p" + i, text.toString());
            }
            space.settle();
        }

        private static String link(Form form, PageId id, String path) {
            return "[x](" + (form == Form.BY_ID ? "page:" + id : path) + ")\n";
        }

        private static String relative(int from, int to) {
            String path = to % FOLDER == 0 ? "p" + to + ".md" : "p" + (to - to % FOLDER) + "/p" + to + ".md";
            return from % FOLDER == 0 ? path : "../" + path;
        }

        Cost rename(int hub) throws IOException {
            space.wiki.rename(hubs.get(hub), "renamed" + hub, ScaledSpace.EDIT);
            return space.pull();
        }

        @Override
        public void close() {
            space.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMoveCostsWhatItsLinkersCost(Form form) throws IOException {
        int few = PAGES / 100;
        for (int pages : new int[] {PAGES / 10, PAGES}) {
            long begin = System.nanoTime();
            try (Linked linked = new Linked(form, pages, few, 10 * few)) {
                print("%s, %d pages, built in %d ms", form, pages, millis(begin));
                for (int hub = 0; hub < 2; hub++) {
                    begin = System.nanoTime();
                    assertCost(hub == 0 ? few : 10 * few, linked.rename(hub));
                    print("%d ms, heap %d MB", millis(begin), ScaledSpace.heap());
                }
                linked.space.assertVerified();
            }
        }
    }

    /**
     * Each linker has ten links, each of which is looked up in the index; the index has a few levels. The text of a linker takes a
     * statement, and so does a folder that is not in the cache of blocks.
     */
    private static void assertCost(int linkers, Cost cost) {
        print("%d linkers: %s", linkers, cost);
        assertThat(cost.statements()).as("statements").isLessThanOrEqualTo(2L * linkers + 20);
        assertThat(cost.all()).as("%d linkers: %s", linkers, cost).isLessThanOrEqualTo(250 + 50L * linkers);
    }

    @Test
    void aMoveAmongManySiblingsCostsWhatItCostsAmongFew() throws IOException {
        List<Cost> costs = new ArrayList<>();
        for (int pages : new int[] {PAGES / 10, PAGES}) {
            try (ScaledSpace space = new ScaledSpace(builder -> builder)) {
                PageId parent = space.store.newPageId(space.space);
                space.create(parent, null, "Parent", "text");
                List<String> names = new ArrayList<>();
                for (int i = 0; i < pages; i++) {
                    names.add(0, "Page " + i);
                    space.create(space.store.newPageId(space.space), parent, "Page " + i, "text");
                }
                space.settle();
                Siblings siblings = new Siblings(new HashSet<>(names), Siblings.BY_NAME);
                SiblingOrder order = SiblingOrder.none().arranged(names, siblings);
                PageId file = space.wiki.upload(parent, ".order", content(order), ScaledSpace.EDIT);
                space.settle();
                order = order.placed(names.get(pages / 2), Position.before(names.get(1)), siblings);
                space.wiki.replace(file, content(order), ScaledSpace.EDIT);
                costs.add(space.pull());
                print("%d ordered siblings: %s, heap %d MB", pages, costs.get(costs.size() - 1), ScaledSpace.heap());
                space.assertVerified();
            }
        }
        assertThat(costs.get(1).all())
                .as("%s after %s", costs.get(1), costs.get(0))
                .isLessThanOrEqualTo(costs.get(0).all() + 30);
    }

    private static TestContent content(SiblingOrder order) {
        return TestContent.of(new String(order.bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void otherNamesOfFolderPagesCostWhatTheFolderPagesCost() throws IOException {
        List<Cost> costs = new ArrayList<>();
        for (int pages : new int[] {PAGES / 10, PAGES}) {
            try (ScaledSpace space = new ScaledSpace(builder -> builder)) {
                pushPages(space, pages);
                space.useFolderPages("README.md");
                long begin = System.nanoTime();
                costs.add(space.cost(space::settle));
                print("%d folder pages: %s, %d ms", pages, costs.get(costs.size() - 1), millis(begin));
                space.assertVerified();
            }
        }
        assertThat(costs.get(1).all())
                .as("%s after %s", costs.get(1), costs.get(0))
                .isLessThanOrEqualTo(14 * costs.get(0).all()); // n log n: from 1,000 to 10,000, 13.3 times as much
    }

    /** Pushes pages in several pushes: one may have 200,000 new files and folders. */
    private static void pushPages(ScaledSpace space, int pages) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < pages; i++) {
            byte[] text = ("text " + i).getBytes(StandardCharsets.UTF_8);
            files.put("Wide/page " + i + "/README.md", text);
            if (files.size() % PUSHED == 0 || files.size() == pages) {
                assertThat(space.push(files)).isInstanceOf(PushResult.Accepted.class);
            }
        }
    }

    private static long millis(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static void print(String line, Object... values) {
        if (PAGES > 1_000) {
            LOG.warn(String.format(line, values)); // the level that tests show
        }
    }
}
