package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is pushed, the plan makes the attachments of the wiki just the files that are no pages, each at the page whose folder is the
 * nearest above it; {@link PlannedSpace} checks it at every push, and that each step is valid when it is written.
 */
final class AttachmentPlannerLawsTest {
    private static final String[] NAMES = {"A", "B", "C", "D"};
    private static final String[] ENDINGS = {".md", ".png", ".txt"};
    private static final String[] CONTENTS = {"", "same\n", "other\n", "one\ntwo\nthree\n", "one\ntwo\nfour\n"};

    private final PlannedSpace space;
    private int unique;

    AttachmentPlannerLawsTest() throws Exception {
        space = PlannedSpace.withAttachments();
    }

    static List<Long> seeds() {
        return new Random(28).longs(Integer.getInteger("seeds", 60)).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wikiHasWhatWasPushed(long seed) throws Exception {
        Random random = new Random(seed);
        SortedMap<String, String> tree = new TreeMap<>();
        for (int round = 0; round < 10; round++) {
            for (int edit = random.nextInt(7); edit >= 0; edit--) {
                edit(random, tree, CONTENTS[random.nextInt(CONTENTS.length)]);
            }
            space.push(tree);
            assertThat(space.plan(tree)).isEqualTo(PushPlan.none());
        }
    }

    /** A file whose content is there once only is the same attachment, wherever it moved, and whoever its page is. */
    @ParameterizedTest
    @MethodSource("seeds")
    void fileThatMovedIsTheSameAttachment(long seed) throws Exception {
        Random random = new Random(seed);
        SortedMap<String, String> tree = new TreeMap<>();
        for (int i = 0; i < 14; i++) {
            write(tree, path(random), "unique " + unique++);
        }
        space.push(tree);
        for (int round = 0; round < 8; round++) {
            SortedMap<String, String> before = new TreeMap<>(tree);
            SortedMap<String, PageId> ids = space.attachmentIds();
            for (int edit = random.nextInt(4); edit >= 0; edit--) {
                moveToFreshPath(random, tree);
            }
            space.push(tree);
            assertFollowed(before, ids, tree);
        }
    }

    /** What one commit does, and what each of several does, is done to the same attachments. */
    @ParameterizedTest
    @MethodSource("seeds")
    void attachmentsAreFollowedThroughTheCommitsOfAPush(long seed) throws Exception {
        Random random = new Random(seed);
        SortedMap<String, String> tree = new TreeMap<>();
        for (int i = 0; i < 10; i++) {
            write(tree, path(random), "unique " + unique++);
        }
        space.push(tree);
        PlannedSpace stepwise = PlannedSpace.withAttachments();
        stepwise.push(tree);
        List<SortedMap<String, String>> commits = new ArrayList<>();
        for (int commit = 0; commit < 5; commit++) {
            if (random.nextBoolean()) {
                moveToFreshPath(random, tree);
            } else {
                tree.put(some(random, tree), "unique " + unique++);
            }
            commits.add(new TreeMap<>(tree));
            stepwise.push(tree);
        }

        space.pushCommits(commits);

        assertThat(space.attachmentIds()).isEqualTo(stepwise.attachmentIds());
    }

    private void assertFollowed(Map<String, String> before, Map<String, PageId> ids, Map<String, String> tree)
            throws Exception {
        Map<String, PageId> byContent = new TreeMap<>();
        ids.forEach((path, id) -> byContent.put(before.getOrDefault(path, ""), id));
        SortedMap<String, PageId> now = space.attachmentIds();
        now.forEach((path, id) -> assertThat(id).as("%s of %s", path, before).isEqualTo(byContent.get(tree.get(path))));
    }

    private void moveToFreshPath(Random random, SortedMap<String, String> tree) {
        String some = some(random, tree);
        String folder = random.nextBoolean() ? Paths.parent(some(random, tree)) : "F" + unique++;
        if (random.nextInt(3) == 0) {
            move(tree, Paths.parent(some), Paths.join(folder, "F" + unique++));
        } else {
            String ending = some.substring(some.lastIndexOf('.'));
            String text = tree.remove(some);
            write(tree, Paths.join(folder, "f" + unique++ + ending), text);
        }
    }

    private void edit(Random random, SortedMap<String, String> tree, String text) {
        String some = some(random, tree);
        switch (random.nextInt(6)) {
            case 0 -> tree.remove(some);
            case 1 -> rename(tree, some, path(random));
            case 2 -> move(tree, Paths.parent(some), folder(random));
            case 3 -> swap(tree, some, some(random, tree));
            case 4 -> move(tree, some.replaceFirst("\\.md$", ""), folder(random));
            default -> write(tree, path(random), text);
        }
    }

    private static String folder(Random random) {
        String folder = NAMES[random.nextInt(NAMES.length)];
        return random.nextInt(3) == 0 ? folder : folder + "/" + NAMES[random.nextInt(NAMES.length)];
    }

    private static String path(Random random) {
        String name = NAMES[random.nextInt(NAMES.length)] + ENDINGS[random.nextInt(ENDINGS.length)];
        return random.nextInt(4) == 0 ? name : folder(random) + "/" + name;
    }

    private static String some(Random random, SortedMap<String, String> tree) {
        List<String> paths = new ArrayList<>(tree.keySet());
        return paths.isEmpty() ? "none.md" : paths.get(random.nextInt(paths.size()));
    }

    private static void rename(SortedMap<String, String> tree, String from, String to) {
        String text = tree.get(from);
        if (text != null && (from.endsWith(".md") == to.endsWith(".md"))) {
            tree.remove(from);
            write(tree, to, text);
        }
    }

    private static void swap(SortedMap<String, String> tree, String one, String other) {
        if (tree.containsKey(one) && tree.containsKey(other) && one.endsWith(".md") == other.endsWith(".md")) {
            String text = tree.get(one);
            tree.put(one, tree.get(other));
            tree.put(other, text);
        }
    }

    /** Moves a folder, and the page that it belongs to. */
    private static void move(SortedMap<String, String> tree, String from, String to) {
        if (from.isEmpty() || to.equals(from) || to.startsWith(from + "/")) {
            return;
        }
        SortedMap<String, String> moved = new TreeMap<>();
        tree.forEach((path, text) -> {
            if (path.equals(from + ".md") || path.startsWith(from + "/")) {
                moved.put(path, text);
            }
        });
        moved.forEach((path, text) -> {
            tree.remove(path);
            write(tree, to + path.substring(from.length()), text);
        });
    }

    /** Writes a file, unless a file is where it needs a folder, or a folder where it is. */
    private static void write(SortedMap<String, String> tree, String path, String text) {
        for (String above = Paths.parent(path); !above.isEmpty(); above = Paths.parent(above)) {
            if (tree.containsKey(above)) {
                return;
            }
        }
        if (tree.tailMap(path + "/").keySet().stream().noneMatch(other -> other.startsWith(path + "/"))) {
            tree.put(path, text);
        }
    }
}
