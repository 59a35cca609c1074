package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plan of any push makes the wiki equal to the pushed tree; {@link PlannedSpace} checks this at every push. */
final class PushPlannerLawsTest {
    private static final String[] NAMES = {"A", "B", "C", "D", "E", "F"};
    private static final String[] CONTENTS = {
        "", "same\n", "other\n", "---\ntitle: Other title\n---\ntext\n", "one\ntwo\nthree\n", "one\ntwo\nfour\n"
    };

    private final PlannedSpace space;
    private int unique;

    PushPlannerLawsTest() throws Exception {
        space = new PlannedSpace();
    }

    static List<Long> seeds() {
        return new Random(1).longs(150).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void makesTheWikiEqualToThePush(long seed) throws Exception {
        Random random = new Random(seed);
        SortedMap<String, String> tree = new TreeMap<>();
        for (int round = 0; round < 8; round++) {
            for (int edit = random.nextInt(6); edit >= 0; edit--) {
                editAnything(random, tree);
            }
            space.push(tree);
            assertNothingToDo(tree);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsTheIdentityOfAMovedPage(long seed) throws Exception {
        Random random = new Random(seed);
        SortedMap<String, String> tree = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            write(tree, path(random) + ".md", uniqueText());
        }
        space.push(tree);
        for (int round = 0; round < 8; round++) {
            SortedMap<String, String> before = new TreeMap<>(tree);
            SortedMap<String, PageId> pages = space.pages();
            for (int edit = random.nextInt(4); edit >= 0; edit--) {
                moveOrEdit(random, tree, before);
            }
            space.push(tree);
            assertPagesFollowedTheirFiles(before, tree, pages);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsThePagesOfAMovedFolderAndChangesOnlyItsTop(long seed) throws Exception {
        Random random = new Random(seed);
        SortedMap<String, String> tree = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            write(tree, path(random) + ".md", uniqueText());
        }
        space.push(tree);
        List<String> folders = space.pages().keySet().stream()
                .filter(path -> isFolder(tree, path))
                .toList();
        if (folders.isEmpty()) {
            return;
        }
        SortedMap<String, PageId> pages = space.pages();
        String from = folders.get(random.nextInt(folders.size()));
        String to = "New" + unique++;
        PageId page = space.at(from);
        move(tree, from, to);

        PushPlan plan = space.push(tree);

        assertThat(plan.changes()).anyMatch(change -> change.id().equals(page));
        for (Map.Entry<String, PageId> entry : pages.tailMap(from).entrySet()) {
            if (entry.getKey().equals(from) || entry.getKey().startsWith(from + "/")) {
                assertThat(space.at(to + entry.getKey().substring(from.length())))
                        .isEqualTo(entry.getValue());
                assertThat(plan.changes())
                        .noneMatch(change -> change.id().equals(entry.getValue())
                                && !entry.getValue().equals(page));
            }
        }
    }

    /** Faults H5: the revert of any push restores every page and its path. */
    @ParameterizedTest
    @MethodSource("seeds")
    void restoresTheSamePagesByARevert(long seed) throws Exception {
        Random random = new Random(seed);
        SortedMap<String, String> tree = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            write(tree, path(random) + ".md", uniqueText());
        }
        space.push(tree);
        for (int round = 0; round < 6; round++) {
            SortedMap<String, String> before = new TreeMap<>(tree);
            SortedMap<String, PageId> pages = space.pages();
            for (int edit = random.nextInt(5); edit >= 0; edit--) {
                editInOneWayOrAnother(random, tree);
            }
            space.push(tree);

            space.push(before);

            // A folder page without text has no identity apart from its folder, so only pages with a file are
            // compared.
            SortedMap<String, PageId> after = space.pages();
            pages.keySet().removeIf(path -> !before.containsKey(path + ".md"));
            after.keySet().removeIf(path -> !before.containsKey(path + ".md"));
            assertThat(after).as("%s after a push of %s", before, tree).isEqualTo(pages);
            tree.clear();
            tree.putAll(before);
            moveOrEdit(random, tree, before);
            space.push(tree);
        }
    }

    /** Faults H3: a push of several commits changes the same pages as a push of one commit. */
    @ParameterizedTest
    @MethodSource("seeds")
    void followsPagesThroughTheCommitsOfAPush(long seed) throws Exception {
        Random random = new Random(seed);
        SortedMap<String, String> tree = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            write(tree, path(random) + ".md", uniqueText());
        }
        space.push(tree);
        PlannedSpace stepwise = new PlannedSpace();
        stepwise.push(tree);
        assertThat(stepwise.pages()).isEqualTo(space.pages());
        SortedMap<String, PageId> before = space.pages();
        List<Map<String, String>> commits = new ArrayList<>();
        for (int commit = 0; commit < 6; commit++) {
            moveOrEdit(random, tree, new TreeMap<>(tree));
            commits.add(new TreeMap<>(tree));
            stepwise.push(tree);
        }

        space.pushCommits(commits);

        SortedMap<String, PageId> pages = space.pages();
        stepwise.pages().forEach((path, page) -> {
            if (tree.containsKey(path + ".md") && before.containsValue(page)) {
                assertThat(pages.get(path)).as(path).isEqualTo(page);
            }
        });
    }

    private void assertNothingToDo(SortedMap<String, String> tree) throws Exception {
        PushPlan again = space.plan(tree);
        assertThat(again).isEqualTo(PushPlan.none());
    }

    /** Every text occurs once, so a file whose text still exists has moved or stayed. */
    private void assertPagesFollowedTheirFiles(
            Map<String, String> before, Map<String, String> after, Map<String, PageId> pages) throws Exception {
        Map<String, String> oldPaths = new TreeMap<>();
        before.forEach((path, text) -> oldPaths.put(text, path));
        for (Map.Entry<String, String> file : after.entrySet()) {
            String oldPath = before.containsKey(file.getKey()) ? file.getKey() : oldPaths.get(file.getValue());
            if (oldPath != null) {
                assertThat(space.at(space.files.siblingPath(file.getKey())))
                        .as("%s was %s", file.getKey(), oldPath)
                        .isEqualTo(pages.get(space.files.siblingPath(oldPath)));
            }
        }
    }

    private void editAnything(Random random, SortedMap<String, String> tree) {
        String path = path(random) + (random.nextInt(8) == 0 ? ".txt" : ".md");
        String some = some(random, tree);
        switch (random.nextInt(5)) {
            case 0 -> tree.remove(some);
            case 1 -> move(tree, withoutEnding(some), path(random));
            case 2 -> move(tree, Paths.parent(some), path(random));
            case 3 -> swap(tree, some, some(random, tree));
            default -> write(tree, path, CONTENTS[random.nextInt(CONTENTS.length)]);
        }
    }

    /** Reuses no path for another page, because the identity would be ambiguous. */
    private void moveOrEdit(Random random, SortedMap<String, String> tree, SortedMap<String, String> before) {
        String some = some(random, tree);
        String name = "New" + unique++;
        switch (random.nextInt(5)) {
            case 0 -> tree.computeIfPresent(some, (path, text) -> before.containsKey(path) ? uniqueText() : text);
            case 1 -> write(tree, Paths.join(Paths.parent(some), name) + ".md", uniqueText());
            case 2 -> move(tree, Paths.parent(some), name);
            case 3 -> {
                String text = tree.remove(some);
                if (text != null) {
                    tree.put(Paths.join(withoutEnding(some(random, tree)), name) + ".md", text);
                }
            }
            default -> move(tree, withoutEnding(some), Paths.join(Paths.parent(some(random, tree)), name));
        }
    }

    /** Makes typical edits, including renames over other pages and stubs. */
    private void editInOneWayOrAnother(Random random, SortedMap<String, String> tree) {
        String some = some(random, tree);
        String other = some(random, tree);
        String text = tree.get(some);
        switch (random.nextInt(6)) {
            case 0 -> tree.remove(some);
            case 1 -> {
                if (text != null && !some.equals(other)) {
                    tree.remove(some);
                    tree.put(other, text);
                }
            }
            case 2 -> {
                if (text != null) {
                    tree.put(some, uniqueText());
                    tree.put("Moved" + unique++ + ".md", text);
                }
            }
            case 3 -> swap(tree, some, other);
            default -> moveOrEdit(random, tree, new TreeMap<>(tree));
        }
    }

    private String uniqueText() {
        return "text " + unique++ + "\n";
    }

    private static String some(Random random, SortedMap<String, String> tree) {
        return tree.isEmpty() ? "" : new ArrayList<>(tree.keySet()).get(random.nextInt(tree.size()));
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder(NAMES[random.nextInt(NAMES.length)]);
        for (int depth = random.nextInt(4); depth > 1; depth--) {
            path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
        }
        return path.toString();
    }

    private static String withoutEnding(String file) {
        return file.replaceFirst("\\.(md|txt)$", "");
    }

    private static boolean isFolder(SortedMap<String, String> tree, String path) {
        return tree.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
    }

    private static void write(SortedMap<String, String> tree, String path, String text) {
        tree.put(path, text);
    }

    private static void swap(SortedMap<String, String> tree, String one, String other) {
        String text = tree.get(one);
        String otherText = tree.get(other);
        if (text != null && otherText != null) {
            tree.put(one, otherText);
            tree.put(other, text);
        }
    }

    /** Moves a page and its folder to a free path. */
    private static void move(SortedMap<String, String> tree, String from, String to) {
        if (from.isEmpty() || tree.containsKey(to + ".md") || isFolder(tree, to) || (to + "/").startsWith(from + "/")) {
            return;
        }
        Set<String> moved = new HashSet<>();
        for (String path : tree.keySet()) {
            if (path.equals(from + ".md") || path.startsWith(from + "/")) {
                moved.add(path);
            }
        }
        for (String path : moved) {
            String text = tree.remove(path);
            if (text != null) {
                tree.put(to + path.substring(from.length()), text);
            }
        }
    }
}
