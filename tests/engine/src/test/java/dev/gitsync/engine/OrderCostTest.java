package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.format.order.Position;
import dev.gitsync.format.order.SiblingOrder;
import dev.gitsync.format.order.Siblings;
import dev.gitsync.model.PageId;
import dev.gitsync.report.SyncReport;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.store.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Law 7 for the order of siblings: moving one page in a wide folder costs what it costs in a narrow one, apart from the bytes of the file
 * that has the order. For a folder of 50,000 pages: {@code -Dgitsync.test.siblings=50000}.
 */
class OrderCostTest {
    private static final int MANY = Integer.getInteger("gitsync.test.siblings", 1_000);

    @Test
    void oneMoveInTheWikiCostsTheSameInAWideFolder() throws IOException {
        Cost few = new Folder(MANY / 10).moveInTheWiki();
        Cost many = new Folder(MANY).moveInTheWiki();
        assertSame(few, many);
        assertThat(many.wiki().calls().getOrDefault(Call.OPEN, 0L))
                .as("contents read")
                .isEqualTo(1);
    }

    @Test
    void oneMoveInAPushCostsTheSameInAWideFolder() throws IOException {
        assertSame(new Folder(MANY / 10).moveInAPush(), new Folder(MANY).moveInAPush());
    }

    /** Ten times as many moves cost at most twelve times as much, also if they are read at once. */
    @Test
    void manyMovesCostInProportion() throws IOException {
        long few = Growth.operations(new Folder(40).moves(MANY / 20));
        long many = Growth.operations(new Folder(40).moves(MANY / 2));
        assertThat(few).isGreaterThanOrEqualTo(MANY / 20);
        assertThat(many).isLessThanOrEqualTo(12 * few);
    }

    /** The index of ten times as many pages may be one level deeper, and each look-up then reads one object more. */
    private static void assertSame(Cost few, Cost many) {
        assertThat(Growth.operations(many))
                .as("%s after %s", many, few)
                .isLessThanOrEqualTo(Growth.operations(few) + 20);
        assertThat(many.names()).as("names").isLessThanOrEqualTo(few.names() + 10);
        assertThat(many.wiki().calls()).isEqualTo(few.wiki().calls());
    }

    /** The pages below one page, in an order of their own. */
    private static final class Folder {
        private final SizedSpace space = SizedSpace.withAttachments();
        private final List<String> names = new ArrayList<>();
        private final Siblings siblings;
        private final PageId file;
        private SiblingOrder order = SiblingOrder.none();

        Folder(int n) throws IOException {
            PageId parent = space.wiki.create(space.space, null, "Parent", "text", space.edit("create"));
            Set<String> all = new HashSet<>();
            for (int i = 0; i < n; i++) {
                String name = "Page " + i;
                space.wiki.create(space.space, parent, name, "text", space.edit("create"));
                names.add(0, name);
                all.add(name);
            }
            siblings = new Siblings(all, Siblings.BY_NAME);
            order = SiblingOrder.none().arranged(names, siblings);
            file = space.wiki.upload(space.space, parent, ".order", content(), space.edit("order"));
            pull();
        }

        private TestContent content() {
            return TestContent.of(new String(order.bytes(), StandardCharsets.UTF_8));
        }

        private Cost moveInTheWiki() throws IOException {
            move(names.get(names.size() / 2), names.get(1));
            space.wiki.replace(space.space, file, content(), space.edit("move"));
            return pull();
        }

        private Cost moveInAPush() throws IOException {
            move(names.get(names.size() / 2), names.get(1));
            return space.pushCost(
                    client -> client.write("Parent/.order", new String(order.bytes(), StandardCharsets.UTF_8)));
        }

        private Cost moves(int n) throws IOException {
            Random random = new Random(n);
            for (int i = 0; i < n; i++) {
                move(names.get(random.nextInt(names.size())), names.get(random.nextInt(names.size())));
                space.wiki.replace(space.space, file, content(), space.edit("move"));
            }
            Cost cost = pull();
            assertThat(space.sync.verify(space.space.id()).isClean()).isTrue();
            return cost;
        }

        private void move(String name, String before) {
            order = order.placed(name, Position.before(before), siblings);
        }

        private Cost pull() throws IOException {
            return space.cost(
                    () -> assertThat(space.sync.runOnce(space.space.id())).isInstanceOf(SyncReport.Pulled.class));
        }
    }
}
