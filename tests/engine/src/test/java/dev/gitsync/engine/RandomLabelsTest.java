package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.FrontMatter;
import dev.gitsync.format.label.FrontMatterLabels;
import dev.gitsync.format.label.LabelRules;
import dev.gitsync.format.label.PageLabels;
import dev.gitsync.model.Labels;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult;
import dev.gitsync.testkit.InMemoryPageStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever both sides do to labels, files and wiki have the same ones, pushed files stay as they are, and an edit of labels in the wiki
 * changes no other byte: issue 29. Seeds for a long run: {@code -Dgitsync.test.seeds=500}.
 */
class RandomLabelsTest {
    private static final List<String> KEYS = List.of("tags", "labels");
    private static final List<String> WORDS =
            List.of("a", "b", "C#", "two words", "2024", "it's", "x: y", "Größe", "d,e");
    private static final List<String> FRONTS = List.of(
            "",
            "---\ntags: [a, b] # x\nother: 1\n---\n",
            "---\nother: 1\ntags:\n  - a\n  - \"two words\" # x\n---\n",
            "---\r\ntags: a, b\r\n---\r\n",
            "---\ntags: a b\nlabels: ['C#']\n---\n",
            "+++\ntags = ['a', 'b']\n[x]\ntags = 1\n+++\n",
            "+++\n[taxonomies]\ntags = [\n  \"a\",\n]\n+++\n",
            "---\n{tags: [a], x: y}\n---\n",
            "---\ntags: &x [a]\n---\n",
            "---\ntags:\n- label: a\n---\n",
            "---\ntitle: Titled\n---\n",
            "---\n- list\n---\n");

    private final InMemoryPageStore pages = InMemoryPageStore.withLabels();
    private final EngineFixture wiki = EngineFixture.of(pages);
    private final PageLabels labels = new PageLabels(new FrontMatterLabels(), KEYS, LabelRules.exact());

    private int titles;

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("gitsync.test.seeds", 8));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wikiAndFilesHaveTheSameLabels(long seed) {
        Random random = new Random(seed);
        push(random, false);
        for (int round = 0; round < 8; round++) {
            label(random);
            push(random, random.nextInt(3) == 0);
            if (random.nextInt(6) == 0) {
                wiki.lose(random.nextBoolean() ? "refs/gitsync/state" : "refs/gitsync/wiki");
            }
            ObjectId main = wiki.git.main();
            wiki.pull();
            assertThat(wiki.git.main()).as("nothing is pulled twice").isEqualTo(main);
            wiki.assertVerified();
            assertSame();
        }
    }

    /** Edits the wiki alone, and compares all files with those before. */
    private void label(Random random) {
        Map<String, String> before = wiki.git.fetch().texts(wiki.git.main());
        Optional<Page> some = some(random);
        if (some.isEmpty()) {
            return;
        }
        PageId page = some.get().id();
        String path = wiki.path(page);
        Labels wanted = words(random);
        pages.label(wiki.space, page, wanted, wiki.edit("Label"));
        wiki.pull();

        Map<String, String> after = wiki.git.fetch().texts(wiki.git.main());
        String old = Objects.requireNonNull(before.remove(path));
        String now = Objects.requireNonNull(after.remove(path));
        assertThat(after).as("other files").isEqualTo(before);
        assertThat(body(now)).as("the text below the front matter").endsWith(body(old));
        labels.of(now).ifPresent(found -> assertThat(found).isEqualTo(wanted));
        if (labels.of(old).isEmpty()) {
            assertThat(now).isEqualTo(old);
        } else if (hasEntry(old) && hasEntry(now)) {
            assertThat(withoutLabels(now)).isEqualTo(withoutLabels(old));
        }
    }

    private static boolean hasEntry(String text) {
        return KEYS.stream()
                .anyMatch(key -> FrontMatter.find(text)
                        .flatMap(block -> block.findValue(key))
                        .isPresent());
    }

    /** Returns the text with empty values for the keys of labels. */
    private static String withoutLabels(String text) {
        String without = text;
        for (String key : KEYS) {
            String now = without;
            without = FrontMatter.find(now)
                    .flatMap(block -> block.findValue(key))
                    .map(value -> now.substring(0, value.begin())
                            + now.substring(value.end() - (now.charAt(value.end() - 1) == '\n' ? 1 : 0)))
                    .orElse(now);
        }
        return without;
    }

    private static String body(String text) {
        return FrontMatter.find(text)
                .map(block -> text.substring(block.bodyStart()))
                .orElse(text);
    }

    /** Pushes changes, perhaps on top of what the wiki has not shown yet. */
    private void push(Random random, boolean isBehind) {
        wiki.git.fetch();
        if (isBehind) {
            some(random).ifPresent(page -> pages.label(wiki.space, page.id(), words(random), wiki.edit("Label")));
            some(random)
                    .ifPresent(page -> pages.edit(
                            wiki.space,
                            page.id(),
                            Objects.requireNonNullElse(page.content().text(), "") + "more\n",
                            wiki.edit("Edit")));
        }
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<String> paths = wiki.git.files();
            String some = paths.isEmpty() ? "" : paths.get(random.nextInt(paths.size()));
            int kind = paths.isEmpty() ? 0 : random.nextInt(5);
            if (kind == 3) {
                wiki.git.move(some, "moved" + random.nextInt(100) + ".md");
            } else if (kind == 4 && paths.size() > 2) {
                wiki.git.delete(some);
            } else {
                String path = kind == 0 ? "page" + random.nextInt(6) + ".md" : some;
                String front = FRONTS.get(random.nextInt(FRONTS.size())).replace("Titled", "Title " + ++titles);
                wiki.git.write(path, front + "text " + random.nextInt(9) + "\n");
            }
        }
        ObjectId commit = wiki.git.commit("push");
        PushResult result = wiki.git.push();
        if (result instanceof PushResult.Refused refused) {
            assertThat(isBehind).as(refused.toString()).isTrue();
        } else if (!isBehind) {
            assertThat(wiki.git.main()).as("the pushed commit").isEqualTo(commit);
        }
        wiki.pull();
    }

    /** Asserts that the labels of each page are those of its file, if these can be read. */
    private void assertSame() {
        Map<String, String> files = wiki.git.fetch().texts(wiki.git.main());
        for (Page page : wiki.pages()) {
            String path = wiki.path(page.id());
            Labels known = page.content().labels();
            labels.of(Objects.requireNonNull(files.get(path)))
                    .ifPresent(found -> assertThat(known).as(path).isEqualTo(found));
        }
    }

    private Optional<Page> some(Random random) {
        List<Page> all = wiki.pages();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private static Labels words(Random random) {
        List<String> shuffled = new ArrayList<>(WORDS);
        Collections.shuffle(shuffled, random);
        return Labels.of(shuffled.subList(0, random.nextInt(4)));
    }
}
