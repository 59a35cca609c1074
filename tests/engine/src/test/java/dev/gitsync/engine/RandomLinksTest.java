package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random pages with links that both sides create, edit, rename, move, delete and restore: after each round, the index of links
 * is what a full recount finds, and each receipt names the links that a look at every link of both states finds.
 */
class RandomLinksTest {
    private static final int ROUNDS = 12;
    private static final String[] NAMES = {"a", "b", "c", "D", "e f"};

    private final List<PageId> pages = new ArrayList<>();

    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("gitsync.links.seeds", 8));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theIndexIsWhatARecountFinds(int seed) {
        Random random = new Random(seed);
        InMemoryPageStore store = random.nextBoolean() ? InMemoryPageStore.withAttachments() : new InMemoryPageStore();
        EngineFixture wiki =
                new EngineFixture(store, new InMemoryRepositoryStore(), builder -> builder.linkReader(new TextLinks()));
        LinkFixture links = LinkFixture.of(wiki);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                edit(wiki, random);
            }
            wiki.git.fetch();
            for (int i = random.nextInt(4); i >= 0; i--) {
                change(wiki.git, random);
            }
            if (random.nextInt(4) == 0) {
                edit(wiki, random);
            }
            if (random.nextInt(3) > 0 && !wiki.git.isClash()) {
                wiki.git.commit("round " + round);
                push(wiki, links, round);
            }
            wiki.pull();
            Map<String, Set<String>> recount = links.recount(wiki.git);
            assertThat(links.progress().isComplete()).isTrue();
            assertThat(links.links(wiki.git)).as("round %s", round).isEqualTo(recount);
            assertThat(links.reversedLinks(wiki.git)).as("round %s", round).isEqualTo(recount);
        }
        wiki.assertVerified();
    }

    private static void push(EngineFixture wiki, LinkFixture links, int round) {
        wiki.pull();
        LinkFixture.Snapshot before = wiki.git.main().equals(ObjectId.zeroId())
                ? new LinkFixture.Snapshot(new TreeMap<>(), new TreeMap<>(), List.of())
                : links.snapshot(wiki.git);
        PushResult result = wiki.git.push("gitsync.allow-deletes=1000", "gitsync.verbose");
        if (result instanceof PushResult.Accepted accepted) {
            List<String> broken = LinkFixture.brokenBetween(before, links.snapshot(wiki.git));
            List<String> told = accepted.notes().stream()
                    .filter(note -> note.matches("[^ ].*\\.md:[0-9]+: .*"))
                    .toList();
            assertThat(told).as("round %s", round).containsExactlyInAnyOrderElementsOf(broken);
            assertThat(accepted.notes().stream().anyMatch(note -> note.contains("after this push:")))
                    .isEqualTo(!broken.isEmpty());
            assertThat(accepted.notes()).noneMatch(note -> note.startsWith("Not all links"));
        }
    }

    private static String name(Random random) {
        return NAMES[random.nextInt(NAMES.length)];
    }

    static String text(Random random) {
        StringBuilder text = new StringBuilder("text " + random.nextInt(3) + "\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(link(random)).append('\n');
        }
        return text.toString();
    }

    private static String link(Random random) {
        String[] names = {"a", "b", "c", "D", "a.md", "pic.png", "README.md"};
        StringBuilder path = new StringBuilder(random.nextInt(4) == 0 ? "/" : "");
        path.append("../".repeat(path.isEmpty() ? random.nextInt(3) : 0));
        for (int i = random.nextInt(3); i > 0; i--) {
            path.append(names[random.nextInt(4)]).append('/');
        }
        String name = names[random.nextInt(names.length)];
        return random.nextInt(4) == 0 ? "[[" + name + "]]" : "(" + path + name + ")";
    }

    private void edit(EngineFixture wiki, Random random) {
        List<PageId> live =
                wiki.wiki.pages(wiki.space, null, 1_000).stream().map(Page::id).toList();
        if (live.isEmpty() || random.nextInt(4) == 0) {
            @Nullable String text = random.nextInt(4) == 0 ? null : text(random);
            pages.add(wiki.page(random.nextBoolean() ? null : any(live, random), name(random), text));
            return;
        }
        PageId page = live.get(random.nextInt(live.size()));
        try {
            switch (random.nextInt(7)) {
                case 0 -> wiki.wiki.edit(wiki.space, page, text(random), wiki.edit("edit"));
                case 1 -> wiki.wiki.rename(wiki.space, page, name(random), wiki.edit("rename"));
                case 2, 3 ->
                    wiki.wiki.move(
                            wiki.space, page, random.nextInt(3) == 0 ? null : any(live, random), wiki.edit("move"));
                case 4 -> wiki.wiki.delete(wiki.space, page, wiki.edit("delete"));
                case 5 -> exchange(wiki, page, live.get(random.nextInt(live.size())));
                default -> {
                    PageId other = any(pages, random);
                    if (other != null && wiki.wiki.page(wiki.space, other).isEmpty()) {
                        wiki.wiki.restore(wiki.space, other, wiki.edit("restore"));
                    }
                }
            }
        } catch (AssertionError e) {
            assertThat(e).hasMessageContaining("was not applied: Refused"); // the wiki does not allow it
        }
    }

    private static void exchange(EngineFixture wiki, PageId one, PageId other) {
        PageContent first = wiki.wiki.page(wiki.space, one).orElseThrow().content();
        PageContent second = wiki.wiki.page(wiki.space, other).orElseThrow().content();
        wiki.wiki.rename(wiki.space, one, "elsewhere", wiki.edit("rename"));
        wiki.wiki.move(wiki.space, other, first.parent(), wiki.edit("move"));
        wiki.wiki.rename(wiki.space, other, first.title(), wiki.edit("rename"));
        wiki.wiki.move(wiki.space, one, second.parent(), wiki.edit("move"));
        wiki.wiki.rename(wiki.space, one, second.title(), wiki.edit("rename"));
    }

    private static @Nullable PageId any(List<PageId> ids, Random random) {
        return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
    }

    private static void change(GitUser git, Random random) {
        List<String> files = git.files();
        String file = files.isEmpty() ? "" : files.get(random.nextInt(files.size()));
        String folder = TextLinks.parent(file);
        switch (files.isEmpty() ? 0 : random.nextInt(6)) {
            case 0 -> git.write(join(folder, name(random)) + ".md", text(random));
            case 1 ->
                git.write(
                        join(file.replace(".md", ""), random.nextBoolean() ? "pic.png" : name(random) + ".md"),
                        text(random));
            case 2 -> git.write(file, text(random));
            case 3 ->
                git.move(
                        file,
                        join(random.nextBoolean() ? "" : folder, name(random)) + file.replaceFirst(".*(?=\\.)|.+", ""));
            case 4 -> {
                String to = join(random.nextBoolean() ? "" : TextLinks.parent(folder), name(random));
                if (!folder.isEmpty() && !to.equals(folder) && !to.startsWith(folder + "/")) {
                    git.move(folder, to);
                }
            }
            default -> git.delete(file);
        }
    }

    private static String join(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }
}
