package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promises K1 to K3, laws 3, 6, 12 and 15; faults N and P: wiki, git and import create, rename, delete and restore
 * pages, files and folders whose names differ in case, Unicode form and extension. After every step {@code verify} is
 * clean, no two names collide on any file system, no text is lost, and only files that a user moved have moved.
 *
 * <p>{@code -Dgitsync.names.seeds=2000} runs that many seeds, {@code -Dgitsync.names.first=17} starts at another seed.
 */
class RandomNamesTest {
    private static final List<String> NAMES =
            List.of("Foo", "foo", "FOO", "Caf\u00e9", "Cafe\u0301", "CAF\u00c9", "ab", "a\u200db", "Foo.md", "B");
    private static final List<String> FILES = List.of("pic.png", "foo.MD", "Foo.txt", "FOO.txt", "caf\u00e9.png");
    private static final int STEPS = 10;

    private final EngineFixture wiki = new EngineFixture();
    private final GitUser git = wiki.git;
    private final List<PageId> trash = new ArrayList<>();
    /** Every file that main ever had. */
    private final SortedMap<String, String> past = new TreeMap<>();

    private SortedMap<String, String> tree = new TreeMap<>();
    private String step = "";
    private int texts;

    static LongStream seeds() {
        long first = Long.getLong("gitsync.names.first", 0);
        return LongStream.range(first, first + Long.getLong("gitsync.names.seeds", 60));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void keepsNamesDistinctAndFilesInPlace(long seed) {
        RandomGenerator random = new Random(seed);
        if (random.nextInt(3) == 0) {
            importSomething(random);
        }
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> editInTheWiki(random);
                case 4, 5, 6 -> push(random);
                default -> moveMainWithoutPush(random);
            }
        }
    }

    private void importSomething(RandomGenerator random) {
        for (int i = 0; i < 6; i++) {
            git.write(somePath(random), text());
        }
        if (!git.isClash()) {
            step = "import " + git.files();
            send(git.files());
        }
    }

    private void editInTheWiki(RandomGenerator random) {
        List<Page> pages = wiki.pages();
        if (pages.isEmpty() || random.nextInt(4) == 0) {
            create(random, null);
            return;
        }
        Page some = pages.get(random.nextInt(pages.size()));
        switch (random.nextInt(7)) {
            case 0, 1 -> create(random, some.id());
            case 2 -> write(some);
            case 3 -> rename(some, name(random));
            case 4 -> move(some, pages.get(random.nextInt(pages.size())).id(), random.nextBoolean());
            case 5 -> deleteBranch(some);
            default -> restore();
        }
    }

    private void create(RandomGenerator random, @Nullable PageId parent) {
        String title = name(random);
        step = "create " + title + " below " + path(parent);
        Map<String, Integer> expected = NamesOracle.pageTexts(tree);
        String text = random.nextInt(4) == 0 ? null : text();
        if (text != null) {
            expected.merge(NamesOracle.token(text), 1, Integer::sum);
        }
        wiki.page(parent, title, text);
        outcomeFromRefs(expected, Set.of());
    }

    private void write(Page page) {
        step = "write " + path(page.id());
        String text = text();
        Map<String, Integer> expected = withoutText(page);
        expected.merge(NamesOracle.token(text), 1, Integer::sum);
        Set<String> own = page.content().text() == null ? Set.of() : Set.of(stem(page.id()) + ".md");
        wiki.wiki.edit(wiki.space, page.id(), text, wiki.edit("write"));
        outcomeFromRefs(expected, own);
    }

    private void rename(Page page, String title) {
        step = "rename " + path(page.id()) + " to " + title;
        moving(page, () -> wiki.wiki.rename(wiki.space, page.id(), title, wiki.edit("rename")));
    }

    private void move(Page page, PageId target, boolean toTop) {
        if (toTop || !wiki.isBelow(target, page.id())) {
            step = "move " + path(page.id()) + " below " + (toTop ? "nothing" : path(target));
            moving(page, () -> wiki.wiki.move(wiki.space, page.id(), toTop ? null : target, wiki.edit("move")));
        }
    }

    /** The file of the page moves, and its folder if a child page is in it; nothing else moves. */
    private void moving(Page page, Runnable edit) {
        String from = stem(page.id());
        Map<String, String> before = tree;
        boolean movesFolder = hasChildInTree(page.id());
        Set<String> own = new HashSet<>();
        before.keySet().stream()
                .filter(path -> path.equals(from + ".md") || (movesFolder && path.startsWith(from + "/")))
                .forEach(own::add);
        if (page.content().text() == null) {
            own.remove(from + ".md");
        }
        edit.run();
        outcomeFromRefs(NamesOracle.pageTexts(before), own);
        String to = stem(page.id());
        own.forEach(path -> assertThat(tree).as(step).containsKey(to + path.substring(from.length())));
    }

    private boolean hasChildInTree(PageId page) {
        return wiki.pages().stream()
                .filter(child -> page.equals(child.content().parent()))
                .map(child -> stem(child.id()))
                .anyMatch(stem -> tree.keySet().stream()
                        .anyMatch(path -> path.equals(stem + ".md") || path.startsWith(stem + "/")));
    }

    private void deleteBranch(Page top) {
        step = "delete " + path(top.id());
        Map<String, Integer> expected = NamesOracle.pageTexts(tree);
        Set<String> own = new HashSet<>();
        for (Page page : wiki.branch(top)) {
            if (page.content().text() != null) {
                expected.computeIfPresent(
                        NamesOracle.token(page.content().text()), (text, times) -> times == 1 ? null : times - 1);
                own.add(stem(page.id()) + ".md");
            }
        }
        for (Page page : wiki.branch(top)) {
            wiki.wiki.delete(wiki.space, page.id(), wiki.edit("delete"));
            trash.add(page.id());
        }
        outcomeFromRefs(expected, own);
    }

    private void restore() {
        if (trash.isEmpty()) {
            return;
        }
        PageId page = trash.remove(trash.size() - 1);
        step = "restore " + page;
        Map<String, Integer> expected = NamesOracle.pageTexts(tree);
        try {
            wiki.wiki.restore(wiki.space, page, wiki.edit("restore"));
        } catch (RuntimeException | AssertionError parentIsGone) {
            return;
        }
        String text = wiki.textOf(page);
        if (text != null) {
            expected.merge(NamesOracle.token(text), 1, Integer::sum);
        }
        outcomeFromRefs(expected, Set.of());
    }

    private void push(RandomGenerator random) {
        step = "push";
        editInGit(random);
        if (!git.isClash() && !git.files().isEmpty()) {
            send(git.files());
        }
    }

    private void editInGit(RandomGenerator random) {
        git.fetch();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<String> files = git.files();
            String some = files.isEmpty() ? "" : files.get(random.nextInt(files.size()));
            int slash = some.indexOf('/');
            String top = slash < 0 ? some : some.substring(0, slash);
            switch (files.isEmpty() ? 0 : random.nextInt(7)) {
                case 0, 1 -> git.write(note("write", somePath(random)), text());
                case 2 -> git.write(note("edit", some), text());
                case 3 -> moved(some, somePath(random));
                case 4 -> moved(top, name(random) + (slash < 0 ? some.replaceFirst("^.*?(\\.[^.]*)?$", "$1") : ""));
                case 5 -> git.delete(note("delete", random.nextBoolean() ? some : top));
                default -> restoreInGit(random);
            }
        }
    }

    private void moved(String from, String to) {
        boolean isFree = git.files().stream().noneMatch(path -> path.equals(to) || path.startsWith(to + "/"));
        if (isFree && !to.startsWith(from + "/")) {
            git.move(from, note("move " + from + " to", to));
        }
    }

    private void restoreInGit(RandomGenerator random) {
        List<String> paths = past.keySet().stream()
                .filter(path -> !git.files().contains(path))
                .toList();
        if (!paths.isEmpty()) {
            String path = paths.get(random.nextInt(paths.size()));
            git.write(note("restore", path), Objects.requireNonNull(past.get(path)));
        }
    }

    private String note(String what, String path) {
        step += ", " + what + " " + path;
        return path;
    }

    /** Checks that the push is accepted unchanged, or refused because two names are equal. */
    private void send(List<String> files) {
        Map<String, String> before = tree;
        git.commit(step);
        PushResult result = git.push();
        boolean collides = NamesOracle.collision(files).isPresent();
        if (result instanceof PushResult.Refused refused) {
            assertThat(refused.reason()).as(step + refused).isEqualTo(Reason.INVALID);
            assertThat(refused.details().get(0)).as(step).contains(" differ only in ");
            assertThat(collides).as(step + refused).isTrue();
            outcomeFromRefs(NamesOracle.pageTexts(before), Set.of());
        } else {
            assertThat(collides).as(step).isFalse();
            assertThat(git.main()).as(step).isEqualTo(git.head());
            outcomeFromRefs(NamesOracle.pageTexts(tree(git.head())), before.keySet());
        }
    }

    /** Moves main in the repository without a push. */
    private void moveMainWithoutPush(RandomGenerator random) {
        step = "move main";
        editInGit(random);
        if (git.isClash() || git.files().isEmpty()) {
            return;
        }
        Map<String, String> before = tree;
        ObjectId commit = git.commit(step);
        try (Repository repository = wiki.sync.open(wiki.space)) {
            RefUpdate update = repository.updateRef("refs/heads/main");
            update.setNewObjectId(commit);
            update.forceUpdate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean collides = NamesOracle.collision(git.files()).isPresent();
        outcomeFromRefs(NamesOracle.pageTexts(collides ? before : tree(commit)), before.keySet());
    }

    /**
     * Pulls and checks the result.
     *
     * @param expected the texts that must exist
     * @param own the paths that may be deleted, moved or changed
     */
    private void outcomeFromRefs(Map<String, Integer> expected, Set<String> own) {
        wiki.pull();
        Map<String, String> before = tree;
        tree = git.main().equals(ObjectId.zeroId()) ? new TreeMap<>() : tree(git.main());
        past.putAll(tree);
        assertThat(NamesOracle.collision(tree.keySet())).as(step).isEmpty();
        Set<String> lost = NamesOracle.lost(before, tree);
        lost.removeAll(own);
        lost.removeIf(path -> NamesOracle.mayMakeWay(before.keySet(), path));
        assertThat(lost)
                .as("files that no step moved: " + step + before.keySet() + tree.keySet())
                .isEmpty();
        assertThat(NamesOracle.pageTexts(tree)).as(step).isEqualTo(expected);
        Map<String, Integer> inWiki = new TreeMap<>();
        wiki.pages().stream()
                .map(page -> page.content().text())
                .filter(text -> text != null)
                .forEach(text -> inWiki.merge(NamesOracle.token(text), 1, Integer::sum));
        assertThat(inWiki).as(step).isEqualTo(expected);
        wiki.assertVerified();
    }

    private Map<String, Integer> withoutText(Page page) {
        Map<String, Integer> expected = new HashMap<>(NamesOracle.pageTexts(tree));
        String text = page.content().text();
        if (text != null) {
            expected.computeIfPresent(NamesOracle.token(text), (token, times) -> times == 1 ? null : times - 1);
        }
        return expected;
    }

    private String path(@Nullable PageId page) {
        return page == null
                ? "nothing"
                : wiki.sync.withPaths(wiki.space, paths -> paths.apply(page)).orElse("?");
    }

    private String stem(PageId page) {
        return path(page).replaceFirst("(/|\\.md)$", "");
    }

    private static String name(RandomGenerator random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private String somePath(RandomGenerator random) {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            path.append(name(random)).append('/');
        }
        return path + (random.nextInt(3) == 0 ? FILES.get(random.nextInt(FILES.size())) : name(random) + ".md");
    }

    private String text() {
        return "<t" + ++texts + ">\n";
    }

    private SortedMap<String, String> tree(ObjectId commit) {
        SortedMap<String, String> found = new TreeMap<>();
        try (Repository repository = wiki.sync.open(wiki.space);
                RevWalk commits = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commits.parseCommit(commit).getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                byte[] bytes = repository.open(walk.getObjectId(0)).getBytes();
                found.put(walk.getPathString(), new String(bytes, StandardCharsets.UTF_8));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
