package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is pushed to a space with folder pages, the plan makes the wiki say just that, and a page stays the same page wherever its
 * file goes; {@link PlannedSpace} checks the plan at every push. {@code -Dgitsync.test.seeds=500} runs that many.
 */
final class FolderPagesLawsTest {
    private static final String[] NAMES = {"A", "B", "C", "D", "README", "index"};
    private static final String[] INNER = {"README.md", "index.md"};

    private final PlannedSpace space;
    /** The files of the tree. */
    private final SortedMap<String, String> tree = new TreeMap<>();
    /** What each file was before, for the files whose page is known. */
    private final Map<String, Origin> origins = new TreeMap<>();

    private final Set<String> edited = new HashSet<>();

    /** A file, and the path of its page. */
    private record Origin(String file, String page) {}

    /** Whether each edit is a commit of its own. */
    private boolean isStepwise;

    private int unique;

    FolderPagesLawsTest() throws Exception {
        space = PlannedSpace.withFolderPagesAndAttachments(INNER);
    }

    static LongStream seeds() {
        return new Random(29).longs(Long.getLong("gitsync.test.seeds", 60));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theWikiSaysWhatWasPushed(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            SortedMap<String, String> before = new TreeMap<>(tree);
            for (int edit = random.nextInt(6); edit >= 0; edit--) {
                editAnything(random);
            }
            space.push(tree);
            assertThat(space.plan(tree)).isEqualTo(PushPlan.none());
            for (String file : tree.keySet()) {
                if (space.files.isPage(file)) {
                    assertThat(new IndexedPageFiles(space.index, space.files).page(file))
                            .as("%s of %s after %s", file, tree.keySet(), before.keySet())
                            .contains(space.index.page(space.at(page(file))).orElseThrow());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPageIsTheSamePageWhereverItsFileGoes(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            tree.put(newFile(random, path(random)), uniqueText());
        }
        space.push(tree);
        for (int round = 0; round < 8; round++) {
            SortedMap<String, String> before = new TreeMap<>(tree);
            SortedMap<String, PageId> pages = space.pages();
            origins.clear();
            edited.clear();
            tree.keySet().forEach(file -> origins.put(file, new Origin(file, page(file))));
            for (int edit = random.nextInt(4); edit >= 0; edit--) {
                moveOrEdit(random);
            }

            space.push(tree);

            for (Map.Entry<String, String> origin : known().entrySet()) {
                assertThat(space.at(page(origin.getKey())))
                        .as("%s was %s; %s after %s", origin.getKey(), origin.getValue(), tree, before)
                        .isEqualTo(pages.get(origin.getValue()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void pagesAreFollowedThroughTheCommitsOfAPush(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            tree.put(newFile(random, path(random)), uniqueText());
        }
        space.push(tree);
        SortedMap<String, PageId> before = space.pages();
        tree.keySet().forEach(file -> origins.put(file, new Origin(file, page(file))));
        List<Map<String, String>> commits = new ArrayList<>();
        isStepwise = true;
        for (int commit = 0; commit < 6; commit++) {
            moveOrEdit(random);
            edited.clear();
            commits.add(new TreeMap<>(tree));
        }

        space.pushCommits(commits);

        for (Map.Entry<String, String> origin : known().entrySet()) {
            assertThat(space.at(page(origin.getKey())))
                    .as("%s was %s; %s", origin.getKey(), origin.getValue(), commits)
                    .isEqualTo(before.get(origin.getValue()));
        }
    }

    /** The path of the page of a file: the file beside a folder is its page, else the first in it. */
    private String page(String file) {
        String folder = Paths.parent(file);
        List<String> inner = List.of(INNER);
        boolean isBeside =
                tree.containsKey(folder + ".md") && !page(folder + ".md").equals(Paths.parent(folder));
        boolean isFirst = inner.contains(Paths.name(file))
                && inner.subList(0, inner.indexOf(Paths.name(file))).stream()
                        .noneMatch(name -> tree.containsKey(folder + "/" + name));
        return isFirst && !folder.isEmpty() && !isBeside ? folder : file.replaceFirst("\\.md$", "");
    }

    /** The files of which a page was known, and is known to be still theirs: those with another text stay only where they are. */
    private Map<String, String> known() {
        Map<String, String> known = new TreeMap<>();
        origins.forEach((file, origin) -> {
            boolean isInPlace = file.equals(origin.file()) || page(file).equals(origin.page());
            if (isInPlace || !edited.contains(file)) {
                known.put(file, origin.page());
            }
        });
        return known;
    }

    private void editAnything(Random random) {
        String some = some(random);
        switch (random.nextInt(6)) {
            case 0 -> tree.remove(some);
            case 1 -> moveFolder(Paths.parent(some), path(random));
            case 2 -> tree.put(path(random) + "/pic.txt", "picture " + random.nextInt(3) + "\n");
            case 3 -> changeForm(some, random);
            default -> tree.put(newFile(random, path(random)), "text " + random.nextInt(4) + "\n");
        }
    }

    /** No path is used for something else than before. */
    private void moveOrEdit(Random random) {
        String some = some(random);
        String name = "New" + unique++;
        switch (random.nextInt(7)) {
            case 0 -> {
                if (origins.containsKey(some)
                        && (isStepwise
                                || some.equals(Objects.requireNonNull(origins.get(some))
                                        .file()))) {
                    tree.put(some, uniqueText());
                    edited.add(some);
                }
            }
            case 1 -> tree.put(newFile(random, Paths.join(Paths.parent(some), name)), uniqueText());
            case 2 -> moveFolder(Paths.parent(some), name);
            case 3 -> moveFile(some, newFile(random, Paths.join(Paths.parent(some(random)), name)));
            case 4, 5 -> changeForm(some, random);
            default -> movePage(page(some), Paths.join(Paths.parent(some(random)), name));
        }
    }

    private String newFile(Random random, String path) {
        return random.nextInt(3) == 0 ? Paths.join(path, INNER[random.nextInt(2)]) : path + ".md";
    }

    /** What {@code git mv Foo.md Foo/README.md} does, or the reverse. */
    private void changeForm(String file, Random random) {
        if (space.files.isPage(file)) {
            String page = page(file);
            boolean isInner = page.equals(Paths.parent(file));
            moveFile(file, isInner ? page + ".md" : Paths.join(page, INNER[random.nextInt(2)]));
        }
    }

    private void moveFile(String from, String to) {
        boolean isFree = !tree.containsKey(to)
                && tree.keySet().stream().noneMatch(file -> file.startsWith(to + "/") || to.startsWith(file + "/"));
        if (isFree && tree.containsKey(from)) {
            put(from, to);
        }
    }

    private void put(String from, String to) {
        tree.put(to, Objects.requireNonNull(tree.remove(from)));
        Origin origin = origins.remove(from);
        if (origin != null) {
            origins.put(to, origin);
        }
        if (edited.remove(from)) {
            edited.add(to);
        }
    }

    private void movePage(String from, String to) {
        if (tree.containsKey(from + ".md") && !(to + "/").startsWith(from + "/")) {
            put(from + ".md", to + ".md");
        }
        moveFolder(from, to);
    }

    private void moveFolder(String from, String to) {
        boolean isFree = tree.keySet().stream().noneMatch(file -> file.startsWith(to + "/"));
        if (!from.isEmpty() && isFree && !(to + "/").startsWith(from + "/")) {
            for (String file : List.copyOf(tree.keySet())) {
                if (file.startsWith(from + "/")) {
                    put(file, to + file.substring(from.length()));
                }
            }
        }
    }

    private String uniqueText() {
        return "text " + unique++ + "\n";
    }

    private String some(Random random) {
        return tree.isEmpty() ? "" : new ArrayList<>(tree.keySet()).get(random.nextInt(tree.size()));
    }

    private static String path(Random random) {
        StringBuilder path = new StringBuilder(NAMES[random.nextInt(NAMES.length)]);
        for (int depth = random.nextInt(4); depth > 1; depth--) {
            path.append('/').append(NAMES[random.nextInt(NAMES.length)]);
        }
        return path.toString();
    }
}
