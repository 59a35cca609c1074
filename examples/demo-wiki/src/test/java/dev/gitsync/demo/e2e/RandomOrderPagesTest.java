package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.e2e.OrderedSpace.Item;
import dev.gitsync.format.order.SiblingOrder;
import dev.gitsync.format.order.Siblings;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever people do to pages and orders in the wiki and with git, the tree has the order of the files, and each move puts exactly the moved page
 * where it was dropped: issue 29. Seeds for a long run: {@code -Dgitsync.test.seeds=100}.
 */
@WithRunningWiki
class RandomOrderPagesTest {
    private static final int EDITS = 12;

    private final DemoWiki wiki;

    RandomOrderPagesTest(DemoWiki wiki) {
        this.wiki = wiki;
    }

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("gitsync.test.seeds", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void treeHasTheOrderOfTheFiles(long seed, @TempDir Path home) throws IOException {
        new Run(OrderedSpace.create(wiki, "order" + seed), seed, home).run();
    }

    private static final class Run {
        private final OrderedSpace space;
        private final Random random;
        private final GitClient clone;
        private final String seed;
        private int pages;

        Run(OrderedSpace space, long seed, Path home) throws IOException {
            this.space = space;
            this.random = new Random(seed);
            this.seed = "seed " + seed;
            for (int i = 0; i < 6; i++) {
                create("");
            }
            this.clone = space.clone(GitClient.at(home));
        }

        private void create(String parent) {
            space.page((char) ('A' + random.nextInt(26)) + "-" + pages++, parent);
        }

        void run() throws IOException {
            for (int i = 0; i < EDITS; i++) {
                switch (random.nextInt(8)) {
                    case 0 -> create(random.nextBoolean() ? any().page() : "");
                    case 1 -> rename(any());
                    case 2 -> deleteAndRestore(any());
                    case 3, 4 -> pushOrder(parent(any()));
                    default -> drag(any(), any());
                }
                check("edit " + i);
            }
        }

        private Item any() {
            List<Item> items = space.tree();
            return items.get(random.nextInt(items.size()));
        }

        private static String parent(Item item) {
            return item.path().contains("/")
                    ? item.path().substring(0, item.path().lastIndexOf('/'))
                    : "";
        }

        private List<String> children(String parent) {
            return children(space.tree(), parent);
        }

        private static List<String> children(List<Item> tree, String parent) {
            return tree.stream()
                    .filter(item -> parent(item).equals(parent))
                    .map(Item::title)
                    .toList();
        }

        private void drag(Item item, Item sibling) {
            boolean isBelow = (sibling.path() + "/").startsWith(item.path() + "/");
            if (isBelow) {
                return;
            }
            List<String> expected = new ArrayList<>(children(parent(sibling)));
            expected.remove(item.title());
            boolean isBefore = random.nextBoolean();
            expected.add(expected.indexOf(sibling.title()) + (isBefore ? 0 : 1), item.title());
            List<String> left = new ArrayList<>(children(parent(item)));
            left.remove(item.title());

            assertThat(space.drag(item.path(), isBefore ? "before" : "after", sibling.path())
                            .status())
                    .as(seed)
                    .isEqualTo(303);

            assertThat(children(parent(sibling))).as(seed).isEqualTo(expected);
            if (!parent(item).equals(parent(sibling))) {
                assertThat(children(parent(item))).as(seed).isEqualTo(left);
            }
        }

        private void rename(Item item) {
            String title = (char) ('A' + random.nextInt(26)) + "-" + pages++;
            List<String> names = names(parent(item));
            space.post(item.path(), "edit", "title", title, "text", "text\n", "message", "");
            Collections.replaceAll(names, item.title(), title);
            assertThat(names(parent(item))).as(seed).isEqualTo(names);
        }

        private void deleteAndRestore(Item item) {
            List<String> before = children(parent(item));
            boolean isNamed = names(parent(item)).contains(item.title());
            space.post(item.path(), "delete");
            assertThat(names(parent(item))).as(seed).doesNotContain(item.title());
            if (random.nextInt(3) > 0) {
                long version = Long.parseLong(item.version()) + 1;
                space.ada().post("/p/" + item.page() + "/restore", "version", Long.toString(version));
                assertThat(children(parent(item))).as(seed).isEqualTo(before);
                assertThat(isNamed || !names(parent(item)).contains(item.title()))
                        .isTrue();
            }
        }

        private void pushOrder(String parent) throws IOException {
            List<String> names = new ArrayList<>(children(parent));
            Collections.shuffle(names, random);
            names = new ArrayList<>(names.subList(0, random.nextInt(names.size() + 1)));
            names.add(random.nextInt(names.size() + 1), "unknown " + pages++);
            OrderedSpace.order(clone, parent);
            clone.commit(parent.isEmpty() ? ".order" : parent + "/.order", String.join("\n", names) + "\n");
            clone.ok("push", "-q");
        }

        private List<String> names(String parent) {
            return new ArrayList<>(order(parent).names());
        }

        private SiblingOrder order(String parent) {
            return read(OrderedSpace.order(clone, parent));
        }

        private static SiblingOrder read(String file) {
            return SiblingOrder.read(file.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        }

        private void check(String edit) {
            List<Item> tree = space.tree();
            List<String> parents = new ArrayList<>(List.of(""));
            tree.forEach(item -> parents.add(item.path()));
            clone.ok("pull", "-q", "--rebase");
            for (String parent : parents) {
                List<String> children = children(tree, parent);
                assertThat(read(OrderedSpace.pulledOrder(clone, parent)).arrange(Siblings.of(children)))
                        .as(seed + ", " + edit + ", below '" + parent + "'")
                        .isEqualTo(children);
            }
        }
    }
}
