package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * One random sequence of edits in a wiki and in git, in a space with folder pages. After every step: {@code verify} is clean, no text
 * is lost, and no file has moved that nobody moved.
 */
final class FolderPageEdits {
    private static final List<String> INNER = List.of("README.md", "index.md");
    private static final List<List<String>> SETTINGS =
            List.of(INNER, List.of("index.md", "README.md"), List.of("index.md"), List.of());

    private static final List<String> NAMES = List.of("Foo", "foo", "README", "index", "B", "C", "Readme");

    private final Random random;
    private final InMemoryPageStore pages;
    private final InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
    private EngineFixture wiki;
    private GitUser git;
    /** The names of folder pages. */
    private List<String> inner;

    private final List<PageId> trash = new ArrayList<>();
    private SortedMap<String, String> tree = new TreeMap<>();
    private String step = "";
    private int texts;

    FolderPageEdits(Random random, InMemoryPageStore pages) {
        this.random = random;
        this.pages = pages;
        this.inner = SETTINGS.get(random.nextInt(2));
        this.wiki = with(inner);
        this.git = wiki.git;
    }

    private EngineFixture with(List<String> names) {
        GitSyncSettings settings = GitSyncSettings.builder()
                .pages(set -> set.folderPages(String.join(",", names)))
                .build();
        return new EngineFixture(pages, repositories, builder -> builder.settings(settings));
    }

    /** Other names change which page is the page of its folder, and nothing in git; names that collide then are not chosen. */
    void changeNames() {
        List<String> before = inner;
        inner = SETTINGS.get(random.nextInt(SETTINGS.size()));
        step = "use " + inner + " after " + before;
        if (isWrong(tree.keySet())) {
            inner = before;
            return;
        }
        ObjectId main = git.main();
        Map<PageId, String> files = files();
        wiki = with(inner);
        git = wiki.git;
        git.fetch();
        assertOutcome(NamesOracle.pageTexts(tree), Set.of());
        assertThat(git.main()).as(step).isEqualTo(main);
        assertThat(files()).as(step).isEqualTo(files);
    }

    /** The file of each page with a text. */
    private Map<PageId, String> files() {
        Map<PageId, String> files = new HashMap<>();
        for (Page page : wiki.pages()) {
            if (page.content().text() != null) {
                files.put(page.id(), path(page.id()));
            }
        }
        return files;
    }

    // ---- in the wiki

    void editInTheWiki() {
        List<Page> pages = wiki.pages();
        if (pages.isEmpty() || random.nextInt(5) == 0) {
            create(null);
            return;
        }
        Page some = pages.get(random.nextInt(pages.size()));
        switch (random.nextInt(9)) {
            case 8 -> upload(some);
            case 0, 1 -> create(some.id());
            case 2 -> write(some, text());
            case 3 -> write(some, null);
            case 4 -> rename(some, name());
            case 5 -> move(some, pages.get(random.nextInt(pages.size())).id());
            case 6 -> deleteBranch(some);
            default -> restore();
        }
    }

    private void create(@Nullable PageId parent) {
        String title = name();
        step = "create " + title + " below " + path(parent);
        String text = random.nextInt(3) == 0 ? null : text();
        wiki.page(parent, title, text);
        assertOutcome(plus(NamesOracle.pageTexts(tree), text), Set.of());
    }

    private void write(Page page, @Nullable String text) {
        step = "write " + path(page.id()) + (text == null ? " without a text" : "");
        Map<String, Integer> expected =
                plus(minus(NamesOracle.pageTexts(tree), page.content().text()), text);
        Set<String> own = new HashSet<>();
        String before = path(page.id());
        if (page.content().text() != null) {
            own.add(before);
        }
        if (text == null) {
            addChildrenThatMakeWay(own, stem(before));
        }
        wiki.wiki.edit(wiki.space, page.id(), text, wiki.edit("write"));
        assertOutcome(expected, own);
        if (page.content().text() != null && text != null) {
            assertThat(path(page.id())).as(step).isEqualTo(before);
        }
    }

    /** Child pages with the name of a folder page get another name, so that they do not become the page above. */
    private void addChildrenThatMakeWay(Set<String> own, String page) {
        for (String name : inner) {
            String child = page + "/" + name;
            String folder = child.replaceFirst("\\.md$", "/");
            tree.keySet().stream()
                    .filter(path -> path.equals(child) || path.startsWith(folder))
                    .forEach(own::add);
        }
    }

    private void upload(Page page) {
        if (wiki.wiki.attachments().isEmpty()) {
            return;
        }
        step = "upload to " + path(page.id());
        wiki.upload(page.id(), "file " + ++texts, "content " + texts);
        assertOutcome(NamesOracle.pageTexts(tree), Set.of());
    }

    private void rename(Page page, String title) {
        step = "rename " + path(page.id()) + " to " + title;
        moving(page, () -> wiki.wiki.rename(wiki.space, page.id(), title, wiki.edit("rename")));
    }

    private void move(Page page, PageId target) {
        boolean toTop = random.nextInt(3) == 0;
        if (toTop || !wiki.isBelow(target, page.id())) {
            step = "move " + path(page.id()) + " below " + (toTop ? "nothing" : path(target));
            moving(page, () -> wiki.wiki.move(wiki.space, page.id(), toTop ? null : target, wiki.edit("move")));
        }
    }

    /** The file of a page moves, and with it the folder that has its file or pages; nothing else. */
    private void moving(Page page, Runnable edit) {
        String file = path(page.id());
        String from = stem(file);
        boolean hasText = page.content().text() != null;
        boolean isFolder = tree.keySet().stream().anyMatch(path -> path.startsWith(from + "/"));
        boolean movesFolder = (hasText && !file.equals(from + ".md"))
                || hasChildInTree(page.id())
                || (isFolder && wiki.wiki.attachments().isPresent());
        Set<String> own = new HashSet<>();
        for (String path : tree.keySet()) {
            if ((hasText && path.equals(from + ".md")) || (movesFolder && path.startsWith(from + "/"))) {
                own.add(path);
            }
        }
        edit.run();
        assertOutcome(NamesOracle.pageTexts(tree), own);
        String to = stem(path(page.id()));
        own.forEach(
                path -> assertThat(tree).as("%s: %s went", step, path).containsKey(to + path.substring(from.length())));
    }

    private boolean hasChildInTree(PageId page) {
        return wiki.pages().stream()
                .filter(child -> page.equals(child.content().parent()))
                .map(child -> stem(path(child.id())))
                .anyMatch(stem -> tree.keySet().stream()
                        .anyMatch(path -> path.equals(stem + ".md") || path.startsWith(stem + "/")));
    }

    private void deleteBranch(Page top) {
        step = "delete " + path(top.id());
        Map<String, Integer> expected = NamesOracle.pageTexts(tree);
        Set<String> own = new HashSet<>();
        for (Page page : wiki.branch(top)) {
            if (page.content().text() != null) {
                minus(expected, page.content().text());
                own.add(path(page.id()));
            }
        }
        if (wiki.wiki.attachments().isPresent()) {
            String folder = stem(path(top.id())) + "/";
            tree.keySet().stream()
                    .filter(path -> path.startsWith(folder) && !path.endsWith(".md"))
                    .forEach(own::add);
        }
        for (Page page : wiki.branch(top)) {
            wiki.wiki.delete(wiki.space, page.id(), wiki.edit("delete"));
            trash.add(page.id());
        }
        assertOutcome(expected, own);
    }

    private void restore() {
        if (trash.isEmpty()) {
            return;
        }
        PageId page = trash.remove(trash.size() - 1);
        step = "restore " + page;
        try {
            wiki.wiki.restore(wiki.space, page, wiki.edit("restore"));
        } catch (RuntimeException | AssertionError parentIsGone) {
            return;
        }
        assertOutcome(plus(NamesOracle.pageTexts(tree), wiki.textOf(page)), Set.of());
    }

    // ---- in git

    void push() {
        step = "push";
        editInGit();
        List<String> files = git.files();
        if (files.isEmpty() || git.isClash()) {
            return;
        }
        git.commit(step);
        PushResult result = git.push();
        boolean isWrong = isWrong(files);
        if (result instanceof PushResult.Refused refused) {
            assertThat(refused.reason()).as(step + refused).isEqualTo(Reason.INVALID);
            assertThat(isWrong).as(step + refused).isTrue();
            assertOutcome(NamesOracle.pageTexts(tree), Set.of());
        } else {
            assertThat(isWrong).as(step).isFalse();
            assertThat(git.main()).as(step).isEqualTo(git.head());
            assertOutcome(NamesOracle.pageTexts(git.texts(git.head())), tree.keySet());
        }
    }

    /** Somebody moves the branch in the repository. */
    void moveMainWithoutPush() {
        step = "move main";
        editInGit();
        if (git.isClash() || git.files().isEmpty()) {
            return;
        }
        boolean isWrong = isWrong(git.files());
        Map<String, String> before = tree;
        ObjectId commit = git.commit(step);
        wiki.move("refs/heads/main", commit);
        assertOutcome(NamesOracle.pageTexts(isWrong ? before : git.texts(commit)), before.keySet());
    }

    /** The index, the ref of the wiki, or both are lost: every file stays where it is, but for folders that only their names tell apart. */
    void loseRefs() {
        if (tree.isEmpty()) {
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> lose("refs/gitsync/state");
            case 1 -> lose("refs/gitsync/wiki");
            default -> lose("refs/gitsync/state", "refs/gitsync/wiki");
        }
    }

    private void lose(String... refs) {
        step = "lose " + List.of(refs);
        wiki.lose(refs);
        Set<String> unclear = new HashSet<>(tree.keySet());
        unclear.removeIf(path -> hasTextAbove(path, tree.keySet()));
        assertOutcome(NamesOracle.pageTexts(tree), unclear);
    }

    /** Whether each folder above a file has a page with a text. */
    private boolean hasTextAbove(String file, Set<String> files) {
        for (String page = Paths.parent(stem(files, file)); !page.isEmpty(); page = Paths.parent(page)) {
            String above = page;
            if (files.stream().noneMatch(other -> stem(files, other).equals(above))) {
                return false;
            }
        }
        return true;
    }

    private void editInGit() {
        git.fetch();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<String> files = git.files();
            String some = files.isEmpty() ? "" : files.get(random.nextInt(files.size()));
            String folder = Paths.parent(some);
            switch (files.isEmpty() ? 0 : random.nextInt(7)) {
                case 0, 1 -> git.write(note("write", somePath()), text());
                case 2 -> git.write(note("edit", some), text());
                case 3 -> moved(some, somePath());
                case 4 -> moved(folder, Paths.join(random.nextBoolean() ? Paths.parent(folder) : "", name()));
                case 5 -> changeForm(some);
                default -> git.delete(note("delete", some));
            }
        }
    }

    /** What {@code git mv Foo.md Foo/README.md} does, or the reverse. */
    private void changeForm(String file) {
        String page = stem(git.files(), file);
        moved(file, file.equals(page + ".md") ? page + "/" + INNER.get(random.nextInt(2)) : page + ".md");
    }

    private void moved(String from, String to) {
        boolean isFree =
                !from.isEmpty() && git.files().stream().noneMatch(path -> path.equals(to) || path.startsWith(to + "/"));
        if (isFree && !to.startsWith(from + "/")) {
            git.move(from, note("move " + from + " to", to));
        }
    }

    private String note(String what, String path) {
        step += ", " + what + " " + path;
        return path;
    }

    // ---- what is right

    private boolean isWrong(Collection<String> files) {
        // To the oracle, a file that ends with MD is no page: the page of a folder has the name of the folder.
        List<String> names = files.stream()
                .map(file -> stem(files, file).equals(Paths.parent(file)) ? file.replaceFirst("md$", "MD") : file)
                .toList();
        return NamesOracle.collision(names).isPresent();
    }

    private void assertOutcome(Map<String, Integer> expected, Set<String> own) {
        wiki.pull();
        SortedMap<String, String> before = tree;
        tree = git.main().equals(ObjectId.zeroId()) ? new TreeMap<>() : git.texts(git.main());
        assertThat(isWrong(tree.keySet())).as("%s: %s", step, tree.keySet()).isFalse();
        Set<String> lost = NamesOracle.lost(before, tree);
        lost.removeAll(own);
        lost.removeIf(path -> NamesOracle.mayMakeWay(before.keySet(), path));
        assertThat(lost)
                .as("moved by nobody: " + step + before.keySet() + tree.keySet())
                .isEmpty();
        assertThat(NamesOracle.pageTexts(tree)).as(step).isEqualTo(expected);
        Map<String, Integer> inWiki = new TreeMap<>();
        for (Page page : wiki.pages()) {
            String text = page.content().text();
            if (text != null) {
                plus(inWiki, text);
                assertThat(tree.get(path(page.id()))).as(step).contains(NamesOracle.token(text));
            }
        }
        assertThat(inWiki).as(step).isEqualTo(expected);
        wiki.assertVerified();
    }

    private static Map<String, Integer> plus(Map<String, Integer> texts, @Nullable String text) {
        if (text != null) {
            texts.merge(NamesOracle.token(text), 1, Integer::sum);
        }
        return texts;
    }

    private static Map<String, Integer> minus(Map<String, Integer> texts, @Nullable String text) {
        if (text != null) {
            texts.computeIfPresent(NamesOracle.token(text), (token, times) -> times == 1 ? null : times - 1);
        }
        return texts;
    }

    private String path(@Nullable PageId page) {
        return page == null
                ? "nothing"
                : wiki.sync.withPaths(wiki.space, paths -> paths.apply(page)).orElse("?");
    }

    /** The path of the page that has a file, or a folder, of main. */
    private String stem(String file) {
        return stem(tree.keySet(), file);
    }

    /** The path of the page that has a file, or a folder: the file beside a folder is its page, else the first in it. */
    private String stem(Collection<String> files, String file) {
        String folder = Paths.parent(file);
        int place = inner.indexOf(Paths.name(file));
        boolean isBeside = place >= 0
                && files.contains(folder + ".md")
                && !stem(files, folder + ".md").equals(Paths.parent(folder));
        boolean isFirst =
                place >= 0 && inner.subList(0, place).stream().noneMatch(name -> files.contains(folder + "/" + name));
        return isFirst && !isBeside && !folder.isEmpty() ? folder : file.replaceFirst("(/|\\.md)$", "");
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private String somePath() {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(3); depth > 0; depth--) {
            path.append(name()).append('/');
        }
        String name = random.nextInt(3) == 0 ? INNER.get(random.nextInt(2)) : name() + ".md";
        return path + (random.nextInt(5) == 0 ? "pic.png" : name);
    }

    private String text() {
        return "<t" + ++texts + ">\n";
    }
}
