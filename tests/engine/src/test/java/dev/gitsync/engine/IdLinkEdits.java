package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.codec.MarkdownLinkCodec;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.LinkTarget;
import dev.gitsync.markdown.resolve.SpaceFileIndex;
import dev.gitsync.markdown.resolve.TreePaths;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * One random sequence of edits in a wiki that links by id, and in git. After every step, {@code verify} is clean. After a step in the
 * wiki, each link by id leads to the same page or attachment as before, and no byte but the paths of links has changed in other files.
 * A push becomes {@code main} as it is.
 */
final class IdLinkEdits {
    private static final LinkRules RULES = LinkRules.DEFAULT;
    private static final MarkdownLinkCodec CODEC = new MarkdownLinkCodec(RULES);
    private static final List<String> NAMES = List.of("Foo", "B b", "C", "README", "Ä(1)");

    private final Random random;
    private final EngineFixture wiki;
    private final GitUser git;
    private final List<PageId> trash = new ArrayList<>();
    private final List<PageId> filesInTrash = new ArrayList<>();
    private SortedMap<String, String> tree = new TreeMap<>();
    private Map<String, PageId> ids = Map.of();
    private String step = "";
    private int texts;

    IdLinkEdits(Random random, InMemoryPageStore pages) {
        this.random = random;
        String folderPages = random.nextInt(3) == 0 ? "README.md" : "";
        GitSyncSettings settings = GitSyncSettings.builder()
                .pages(options -> options.folderPages(folderPages))
                .build();
        this.wiki = new EngineFixture(
                pages,
                new InMemoryRepositoryStore(),
                builder -> builder.linkCodec(CODEC).settings(settings));
        this.git = wiki.git;
    }

    // ---- in the wiki

    void editInTheWiki() {
        int times = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
        step = "";
        Set<PageId> edited = new TreeSet<>();
        for (int i = 0; i < times; i++) {
            edited.addAll(edit());
        }
        assertKept(edited);
    }

    private Set<PageId> edit() {
        List<Page> pages = pages();
        if (pages.isEmpty()) {
            return create(null);
        }
        Page some = any(pages);
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                return create(random.nextBoolean() ? some.id() : null);
            }
            case 2 -> {
                note("write " + path(some.id()));
                wiki.wiki.edit(wiki.space, some.id(), random.nextInt(5) == 0 ? null : wikiText(), wiki.edit("write"));
                return Set.of(some.id());
            }
            case 3, 4 -> {
                String title = name();
                note("rename " + path(some.id()) + " to " + title);
                wiki.wiki.rename(wiki.space, some.id(), title, wiki.edit("rename"));
            }
            case 5, 6, 7 -> move(some, any(pages).id());
            case 8 -> deleteBranch(some);
            case 9 -> restore();
            default -> editFile(some);
        }
        return Set.of();
    }

    private Set<PageId> create(@Nullable PageId parent) {
        String title = name();
        note("create " + title + " below " + path(parent));
        return Set.of(wiki.page(parent, title, random.nextInt(4) == 0 ? null : wikiText()));
    }

    private void move(Page page, PageId target) {
        boolean toTop = random.nextInt(3) == 0;
        if (toTop || !isBelow(target, page.id())) {
            note("move " + path(page.id()) + " below " + (toTop ? "nothing" : path(target)));
            wiki.wiki.move(wiki.space, page.id(), toTop ? null : target, wiki.edit("move"));
        }
    }

    private void deleteBranch(Page top) {
        note("delete " + path(top.id()));
        for (Page page : branch(top)) {
            wiki.wiki.delete(wiki.space, page.id(), wiki.edit("delete"));
            trash.add(page.id());
        }
    }

    private void restore() {
        if (!trash.isEmpty()) {
            PageId page = trash.remove(trash.size() - 1);
            note("restore " + page);
            try {
                wiki.wiki.restore(wiki.space, page, wiki.edit("restore"));
            } catch (RuntimeException | AssertionError parentIsGone) {
                return;
            }
        }
    }

    private void editFile(Page page) {
        if (wiki.wiki.attachments().isEmpty()) {
            return;
        }
        List<Attachment> files = attachments();
        if (files.isEmpty() || random.nextInt(3) == 0) {
            note("upload to " + path(page.id()));
            wiki.upload(page.id(), "file " + ++texts + (random.nextBoolean() ? ".png" : ""), "content " + texts);
            return;
        }
        Attachment file = files.get(random.nextInt(files.size()));
        note("edit file " + file.content().name());
        switch (random.nextInt(4)) {
            case 0 -> wiki.wiki.renameAttachment(wiki.space, file.id(), "new " + ++texts + ".png", wiki.edit("rename"));
            case 1 -> wiki.wiki.moveAttachment(wiki.space, file.id(), page.id(), wiki.edit("move"));
            case 2 -> {
                wiki.wiki.deleteAttachment(wiki.space, file.id(), wiki.edit("delete"));
                filesInTrash.add(file.id());
            }
            default -> {
                if (!filesInTrash.isEmpty()) {
                    try {
                        wiki.wiki.restoreAttachment(wiki.space, filesInTrash.remove(0), wiki.edit("restore"));
                    } catch (RuntimeException | AssertionError pageIsGone) {
                        return;
                    }
                }
            }
        }
    }

    // ---- in git

    void push() {
        step = "push";
        editInGit();
        if (git.isClash() || git.files().isEmpty()) {
            return;
        }
        ObjectId commit = git.commit(step);
        PushResult result = git.push();
        if (result instanceof PushResult.Refused refused) {
            assertThat(refused.reason()).as(step + refused).isEqualTo(PushResult.Reason.INVALID);
            assertThat(refused.toString()).as(step).doesNotContain("codec");
        } else {
            assertThat(git.main()).as(step).isEqualTo(commit);
        }
        settle();
        if (!(result instanceof PushResult.Refused)) {
            assertThat(git.main()).as(step).isEqualTo(commit);
            assertById();
        }
    }

    void moveMainWithoutPush() {
        step = "move main";
        editInGit();
        if (git.isClash() || git.files().isEmpty()) {
            return;
        }
        wiki.move("refs/heads/main", git.commit(step));
        settle();
    }

    void loseIndex() {
        if (tree.isEmpty()) {
            return;
        }
        step = "lose the index";
        SortedMap<String, String> before = tree;
        wiki.lose("refs/gitsync/state");
        settle();
        for (String path : before.keySet()) {
            if (hasTextAbove(path, before.keySet())) {
                assertThat(tree).as(step).containsKey(path);
            }
        }
    }

    /** Whether each folder above a file has a page with a text: others are told apart by their names alone. */
    private static boolean hasTextAbove(String file, Set<String> files) {
        for (String folder = Paths.parent(file); !folder.isEmpty(); folder = Paths.parent(folder)) {
            if (!files.contains(folder + ".md") && !files.contains(folder + "/README.md")) {
                return false;
            }
        }
        return true;
    }

    private void editInGit() {
        git.fetch();
        for (int i = (tree.isEmpty() ? 8 : 1) + random.nextInt(3); i > 0; i--) {
            List<String> files = git.files();
            String some = files.isEmpty() ? "" : files.get(random.nextInt(files.size()));
            String folder = Paths.parent(some);
            switch (files.isEmpty() ? 0 : random.nextInt(8)) {
                case 0, 1, 2 -> {
                    String path = noted("write", somePath());
                    git.write(path, fileText(path, files));
                }
                case 3 -> git.write(noted("edit", some), fileText(some, files));
                case 4 -> moved(some, somePath());
                case 5 -> moved(folder, Paths.join(random.nextBoolean() ? Paths.parent(folder) : "", name()));
                case 6 -> {
                    String other = files.get(random.nextInt(files.size()));
                    git.write(noted("edit", other), fileText(other, files));
                }
                default -> git.delete(noted("delete", some));
            }
        }
    }

    private void moved(String from, String to) {
        boolean isFree =
                !from.isEmpty() && git.files().stream().noneMatch(path -> path.equals(to) || path.startsWith(to + "/"));
        if (isFree && !to.startsWith(from + "/")) {
            git.move(from, noted("move " + from + " to", to));
        }
    }

    // ---- what is right

    private void settle() {
        wiki.pull();
        wiki.assertVerified();
        tree = git.main().equals(ObjectId.zeroId()) ? new TreeMap<>() : git.texts(git.main());
        ids = ids();
    }

    private void assertKept(Set<PageId> edited) {
        SortedMap<String, String> before = tree;
        Map<String, PageId> oldIds = ids;
        settle();
        Map<PageId, String> paths = new HashMap<>();
        ids.forEach((path, id) -> paths.put(id, path));
        oldIds.forEach((path, id) -> {
            String now = paths.get(id);
            if (path.endsWith(".md") && now != null && !edited.contains(id)) {
                assertKept(new Side(path, before, oldIds), new Side(now, tree, ids), paths);
            }
        });
    }

    /** One file of a tree. */
    private record Side(String file, SortedMap<String, String> tree, Map<String, PageId> ids) {
        String text() {
            return java.util.Objects.requireNonNull(tree.get(file));
        }

        List<MarkdownLink> links() {
            return MarkdownDocument.parse(text()).links();
        }

        Optional<PageId> target(MarkdownLink link) {
            LinkTarget target = new LinkResolver(RULES, new SpaceFileIndex(tree.keySet())).resolve(file, link);
            if (target instanceof LinkTarget.Page page) {
                return Optional.ofNullable(ids.get(page.file()));
            }
            return target instanceof LinkTarget.Attachment attachment
                    ? Optional.ofNullable(ids.get(attachment.file()))
                    : Optional.empty();
        }

        String raw(MarkdownLink link) {
            return link.destination().pathRange().of(text());
        }
    }

    private void assertKept(Side before, Side now, Map<PageId, String> paths) {
        String context = step + "\n" + before.tree.keySet() + "\n" + now.tree.keySet() + "\n" + before.file + ": "
                + before.text() + "\n=> " + now.file + ": " + now.text();
        assertThat(withoutTitle(CODEC.withoutTargets(now.text())))
                .as(context)
                .isEqualTo(withoutTitle(CODEC.withoutTargets(before.text())));
        List<MarkdownLink> old = before.links();
        List<MarkdownLink> links = now.links();
        assertThat(links).as(context).hasSameSizeAs(old);
        String text = wiki.textOf(java.util.Objects.requireNonNull(now.ids.get(now.file)));
        List<MarkdownLink> stored = MarkdownDocument.parse(text).links();
        for (int i = 0; i < old.size(); i++) {
            Optional<PageId> target = before.target(old.get(i));
            boolean isById = i < stored.size()
                    && stored.get(i).destination().pathRange().of(text).startsWith("page:");
            if (target.isPresent() && isById) {
                String raw = now.raw(links.get(i));
                if (paths.containsKey(target.get())) {
                    boolean isPlain = !raw.startsWith("page:");
                    assertThat(isPlain).as(context + " " + raw).isTrue();
                    assertThat(now.target(links.get(i))).as(context + " " + raw).isEqualTo(target);
                } else {
                    assertThat(raw).as(context).startsWith("page:" + target.get());
                }
            }
        }
    }

    /** A title that the wiki changed may be in the front matter. */
    private static String withoutTitle(String text) {
        return text.replaceFirst("^---\ntitle: [^\n]*\n---\n", "");
    }

    /** After a push, each link of a pushed file that leads to a page is one by id in the wiki. */
    private void assertById() {
        tree.forEach((file, text) -> {
            PageId id = ids.get(file);
            if (file.endsWith(".md") && id != null) {
                Side side = new Side(file, tree, ids);
                String stored = String.valueOf(wiki.textOf(id));
                List<MarkdownLink> links = MarkdownDocument.parse(stored).links();
                List<MarkdownLink> inFile = side.links();
                for (int i = 0; i < inFile.size(); i++) {
                    Optional<PageId> target = side.target(inFile.get(i));
                    String raw = links.get(i).destination().pathRange().of(stored);
                    if (target.isPresent() && raw.startsWith("page:")) {
                        assertThat(raw)
                                .as(step + "\n" + file + ": " + text + "\n" + stored)
                                .matches("page:" + target.get() + "(;.*)?");
                    }
                }
            }
        });
    }

    // ---- what there is

    private Map<String, PageId> ids() {
        Map<String, PageId> found = new HashMap<>();
        for (Page page : pages()) {
            if (page.content().text() != null) {
                found.put(path(page.id()), page.id());
            }
        }
        for (Attachment file : attachments()) {
            wiki.sync
                    .withPaths(wiki.space, paths -> paths.apply(file.id()))
                    .ifPresent(path -> found.put(path, file.id()));
        }
        return found;
    }

    private List<Attachment> attachments() {
        return wiki.wiki
                .attachments()
                .map(files -> files.attachments(wiki.space, null, 1_000))
                .orElse(List.of());
    }

    private List<Page> pages() {
        return wiki.wiki.pages(wiki.space, null, 1_000);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private List<Page> branch(Page top) {
        List<Page> branch = new ArrayList<>();
        pages().stream()
                .filter(page -> top.id().equals(page.content().parent()))
                .forEach(child -> branch.addAll(branch(child)));
        branch.add(top);
        return branch;
    }

    private boolean isBelow(PageId page, PageId above) {
        for (@Nullable PageId at = page; at != null; ) {
            if (at.equals(above)) {
                return true;
            }
            at = wiki.wiki.page(wiki.space, at).orElseThrow().content().parent();
        }
        return false;
    }

    private String path(@Nullable PageId page) {
        return page == null
                ? "nothing"
                : wiki.sync.withPaths(wiki.space, paths -> paths.apply(page)).orElse("?");
    }

    private void note(String what) {
        step += ", " + what;
    }

    private String noted(String what, String path) {
        note(what + " " + path);
        return path;
    }

    private String name() {
        return any(NAMES);
    }

    private String somePath() {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            path.append(name()).append('/');
        }
        return path + (random.nextInt(5) == 0 ? "pic " + random.nextInt(3) + ".png" : name() + ".md");
    }

    private String wikiText() {
        StringBuilder text = new StringBuilder("<w" + ++texts + ">\n");
        List<PageId> all = new ArrayList<>(pages().stream().map(Page::id).toList());
        all.addAll(attachments().stream().map(Attachment::id).toList());
        all.addAll(trash);
        for (int i = 1 + random.nextInt(4); i > 0 && !all.isEmpty(); i--) {
            PageId id = any(all);
            text.append(random.nextInt(4) == 0 ? "[[page:" + id + "|x]]\n" : "[x](page:" + id + "#h)\n");
        }
        return text.toString();
    }

    private String fileText(String file, List<String> files) {
        StringBuilder text = new StringBuilder("<g" + ++texts + ">\n");
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            String target = files.isEmpty() || random.nextInt(5) == 0 ? somePath() : any(files);
            text.append(link(file, target)).append('\n');
        }
        return text.toString();
    }

    private String link(String file, String target) {
        String path = target.replace("(", "%28").replace(")", "%29").replace(" ", "%20");
        String relative = TreePaths.relative(TreePaths.folder(file), path);
        return switch (random.nextInt(8)) {
            case 0 -> "[[" + TreePaths.name(target).replaceFirst("\\.md$", "") + "]]";
            case 1 -> "[[" + target.replaceFirst("\\.md$", "") + "#h|x]]";
            case 2 -> "[x](/" + path.replaceFirst("\\.md$", "") + ")";
            case 3 -> "[x](" + relative.replaceFirst("\\.md$", "") + ")";
            case 4 -> "[x](" + TreePaths.relative(TreePaths.folder(file), TreePaths.folder(path)) + "/)";
            case 5 -> ids.isEmpty() ? "" : "[x](page:" + any(List.copyOf(ids.values())) + ")";
            default -> "[x](" + relative + ")";
        };
    }
}
