package dev.gitsync.format.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels in front matter as generators of sites read it, and edits of single bytes of it: issue 29. */
class FrontMatterLabelsTest {
    private static final List<String> KEYS = List.of("tags", "labels");

    private final FrontMatterLabels format = new FrontMatterLabels();
    private final PageLabels labels = new PageLabels(format, KEYS, LabelRules.exact());

    /** Each line break is a bar, to fit the examples into a table. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tags: [a, b]; a,b",
                "tags: [ \"a\", 'b' ] # two; a,b",
                "tags:|  - a|  - b c; a,b c",
                "tags:|- a|- b; a,b",
                "tags: a b; a,b",
                "tags: a, b c; a,b c",
                "tags: 'a, b'; a,b",
                "tags: a; a",
                "tags:; ''",
                "tags: # none; ''",
                "tags: ~; ''",
                "tags: []; ''",
                "tags: [2024, true, null, ~]; 2024,true",
                "tags: [|  a, # first|  b|  ]; a,b",
                "tags: [|a,|b,|]; a,b",
                "labels: [x]; x",
                "tags: [a]|labels: b; a,b",
                "other: [x]; ''",
                "tags:|  - a|  - label: b|    permalink: /b|  - c; a,c",
                "tags: [a, {label: b}, [c], d]; a,d",
                "tags:|  - &x a|  - *x|  - b; b",
                "{tags: [a, b], x: y}; a,b",
                "{x: y}; ''"
            })
    void readsYaml(String block, String expected) {
        assertThat(read("---\n" + block.replace('|', '\n') + "\n---\ntext\n"))
                .containsExactlyElementsOf(list(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tags = [\"a\", 'b']; a,b",
                "tags = [ # all|  \"a\",|  \"b\", # last|]; a,b",
                "tags = \"a, b\"; a,b",
                "title = \"x\"|[taxonomies]|tags = [\"a\"]; a",
                "taxonomies.tags = [\"a\"]; a",
                "[extra]|tags = [\"a\"]; ''",
                "list = [|\"tags = 1\",|]|tags = [\"a\"]; a",
                "tags = []; ''"
            })
    void readsToml(String block, String expected) {
        assertThat(read("+++\n" + block.replace('|', '\n') + "\n+++\ntext\n"))
                .containsExactlyElementsOf(list(expected));
    }

    /** Replaces label a by c, and adds d. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tags: [b]; tags: [b, c, d]",
                "tags: [a, b]; tags: [b, c, d]",
                "tags: [a,b]; tags: [b,c,d]",
                "tags: [b, a]; tags: [b, c, d]",
                "tags: [ \"b\", \"a\" ] # x; tags: [ \"b\", \"c\", \"d\" ] # x",
                "tags: ['b']; tags: ['b', 'c', 'd']",
                "tags: []; tags: [c, d]",
                "tags: [a]; tags: [c, d]",
                "tags:; tags: [c, d]",
                "tags: # x; tags: [c, d] # x",
                "tags: ~ # x; tags: [c, d] # x",
                "tags: a; tags: [c, d]",
                "tags: b a; tags: b c d",
                "tags: b, a # x; tags: b, c, d # x",
                "tags: \"b,a\"; tags: \"b,c,d\"",
                "tags:|  - b|  - a|x: y; tags:|  - b|  - c|  - d|x: y",
                "tags:|-   \"b\" # x|- a; tags:|-   \"b\" # x|- \"c\"|- \"d\"",
                "tags: [|  b, # x|  a # y|]; tags: [|  b, # x|  c,|  d|]",
                "tags: [|  a,|  b,|]; tags: [|  b,|  c,|  d,|]",
                "tags: [|  # only|  a|]; tags: [|  # only|  c,|  d|]",
                "x: y; x: y|tags: [c, d]",
                "'  x: y'; '  x: y|  tags: [c, d]'",
                "{tags: [a, b], x: y}; {tags: [b, c, d], x: y}",
                "{x: y}; '{x: y, tags: [c, d]}'",
                "labels: [b]|x: y; labels: [b, c, d]|x: y",
                "tags: [a, {label: b}]; 'tags: [{label: b}, c, d]'",
                "tags:|  - a|  - label: b|    permalink: /b; tags:|  - label: b|    permalink: /b|  - c|  - d"
            })
    void editsOnlyTheEntry(String block, String expected) {
        String text = "---\n" + block.replace('|', '\n') + "\n---\ntext\n";
        String edited = "---\n" + expected.replace('|', '\n') + "\n---\ntext\n";
        assertThat(edited(text, Set.of("a"), List.of("c", "d"))).isEqualTo(edited);
        assertThat(edited(text.replace("\n", "\r\n"), Set.of("a"), List.of("c", "d")))
                .isEqualTo(edited.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "tags = [\"a\", \"b\"]; tags = [\"b\", \"c\", \"d\"]",
                "tags = ['b']; tags = ['b', 'c', 'd']",
                "tags = [|  \"a\",|  \"b\", # x|]; tags = [|  \"b\", # x|  \"c\",|  \"d\",|]",
                "title = \"x\"|[extra]|y = 1; title = \"x\"|tags = [\"c\", \"d\"]|[extra]|y = 1",
                "[taxonomies]|[extra]|y = 1; [taxonomies]|tags = [\"c\", \"d\"]|[extra]|y = 1"
            })
    void editsToml(String block, String expected) {
        String text = "+++\n" + block.replace('|', '\n') + "\n+++\ntext\n";
        assertThat(edited(text, Set.of("a"), List.of("c", "d")))
                .isEqualTo("+++\n" + expected.replace('|', '\n') + "\n+++\ntext\n");
    }

    @Test
    void addsABlockToATextWithout() {
        assertThat(edited("text\n", Set.of(), List.of("a", "b c"))).isEqualTo("---\ntags: [a, b c]\n---\ntext\n");
        assertThat(edited("\ufefftext\r\n", Set.of(), List.of("a")))
                .isEqualTo("\ufeff---\r\ntags: [a]\r\n---\r\ntext\r\n");
        assertThat(edited("", Set.of(), List.of("a"))).isEqualTo("---\ntags: [a]\n---\n");
        assertThat(edited("---\n- item\n---\ntext", Set.of(), List.of("a")))
                .isEqualTo("---\ntags: [a]\n---\n---\n- item\n---\ntext");
    }

    @Test
    void removesTheLastLabel() {
        assertThat(edited("---\ntags:\n  - a # x\n---\n", Set.of("a"), List.of()))
                .isEqualTo("---\ntags: []\n---\n");
        assertThat(edited("---\ntags: [a] # x\n---\n", Set.of("a"), List.of())).isEqualTo("---\ntags: [] # x\n---\n");
        assertThat(edited("---\ntags: a\n---\n", Set.of("a"), List.of())).isEqualTo("---\ntags: []\n---\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tags: &all [a, b]",
                "tags: *all",
                "tags: {a: b}",
                "tags:|  a: b",
                "tags:|  a: b|  c: d",
                "tags: >|  a",
                "tags: !!set {a, b}",
                "tags: [a",
                "tags: [a] b",
                "tags: \"a"
            })
    void whatCanNotBeEditedStays(String block) {
        String text = "---\n" + block.replace('|', '\n') + "\n---\ntext\n";
        assertThat(format.read(text, KEYS)).isInstanceOf(LabelReading.Unreadable.class);
        assertThat(labels.of(text)).isEmpty();
        assertThat(labels.write(text, Labels.of("x")))
                .isInstanceOfSatisfying(
                        LabelEditing.Refused.class,
                        refused ->
                                assertThat(refused.reason()).contains("'tags'").endsWith("."));
    }

    @Test
    void labelsThatTheWikiCanNotHaveStayInTheText() {
        PageLabels small = new PageLabels(
                format,
                KEYS,
                written -> written.contains(" ")
                        ? java.util.Optional.empty()
                        : java.util.Optional.of(written.toLowerCase(java.util.Locale.ROOT)));
        String text = "---\ntags: [Java, two words, JAVA, go]\n---\n";
        assertThat(small.of(text)).contains(Labels.of("go", "java"));
        assertThat(small.write(text, Labels.of("go", "java"))).isEqualTo(new LabelEditing.Edited(text));
        assertThat(small.write(text, Labels.of("go", "new")))
                .isEqualTo(new LabelEditing.Edited("---\ntags: [two words, go, new]\n---\n"));
    }

    @Test
    void textsOfASpaceWithoutKeysHaveNoLabels() {
        PageLabels none = new PageLabels(format, List.of(), LabelRules.exact());
        assertThat(none.of("---\ntags: [a]\n---\n")).isEmpty();
        assertThat(none.write("text", Labels.of("a"))).isEqualTo(new LabelEditing.Edited("text"));
    }

    /** Random blocks around a known entry: every edit leaves what is before and behind the entry. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void noOtherByteChanges(int part) {
        int seeds = Integer.getInteger("gitsync.test.seeds", 150);
        for (int seed = part * seeds; seed < (part + 1) * seeds; seed++) {
            RandomFrontMatter front = new RandomFrontMatter(new Random(seed));
            String before = front.before();
            String after = front.after();
            String text = before + front.entry() + after;
            assertThat(read(text)).as("seed %d: %s", seed, text).containsExactlyElementsOf(front.labels());
            for (int edit = 0; edit < 3; edit++) {
                Set<String> removed = front.some(read(text));
                List<String> added = new ArrayList<>(front.some(RandomFrontMatter.WORDS));
                added.removeAll(read(text));
                Set<String> expected = new LinkedHashSet<>(read(text));
                expected.removeAll(removed);
                expected.addAll(added);
                String edited = edited(text, removed, added);
                assertThat(edited).as("seed %d", seed).startsWith(before).endsWith(after);
                assertThat(front.comments(edited, before, after))
                        .as("seed %d: %s", seed, edited)
                        .isTrue();
                assertThat(read(edited))
                        .as("seed %d: %s without %s, with %s is %s", seed, text, removed, added, edited)
                        .containsExactlyInAnyOrderElementsOf(expected);
                if (removed.isEmpty() && added.isEmpty()) {
                    assertThat(edited).isEqualTo(text);
                }
                text = edited;
            }
        }
    }

    private List<String> read(String text) {
        LabelReading reading = format.read(text, KEYS);
        assertThat(reading).as(text).isInstanceOf(LabelReading.Found.class);
        return ((LabelReading.Found) reading).labels();
    }

    private String edited(String text, Set<String> removed, List<String> added) {
        LabelEditing editing = format.edit(text, KEYS, new LabelEdit(removed, added));
        assertThat(editing).as("%s without %s, with %s", text, removed, added).isInstanceOf(LabelEditing.Edited.class);
        return ((LabelEditing.Edited) editing).text();
    }

    private static List<String> list(String labels) {
        return labels.isEmpty() ? List.of() : List.of(labels.split(","));
    }
}
