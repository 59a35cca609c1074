package dev.gitsync.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkdownFormatTest {
    private static final String NAME = "Name";

    private final MarkdownFormat format = new MarkdownFormat();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "text\n",
                "a\r\nb\r\n",
                "\ufefftext",
                "---\n",
                "---\nunclosed\n",
                "--- \n",
                " ---\ntitle: A\n---\n"
            })
    void readsAFileWithoutFrontMatterAsText(String file) {
        assertReads(file, NAME, file);
        assertThat(rendered(NAME, file)).isEqualTo(file);
    }

    @Test
    void writesATitleThatDiffersFromTheName() {
        assertThat(rendered("A title", "text\n")).isEqualTo("---\ntitle: A title\n---\ntext\n");
        assertReads("---\ntitle: A title\n---\ntext\n", "A title", "text\n");
    }

    @Test
    void keepsAByteOrderMarkInFront() {
        assertThat(rendered("A", "\ufefftext")).isEqualTo("\ufeff---\ntitle: A\n---\ntext");
        assertReads("\ufeff---\ntitle: A\n---\ntext", "A", "\ufefftext");
    }

    @Test
    void keepsTheLineEndsOfTheBlock() {
        String text = "---\r\nkey: 1\r\n---\r\ntext";
        assertThat(rendered("A", text)).isEqualTo("---\r\ntitle: A\r\nkey: 1\r\n---\r\ntext");
        assertReads("---\r\ntitle: A\r\nkey: 1\r\n---\r\ntext", "A", text);
    }

    @Test
    void keepsOrderQuotesAndCommentsOfOtherKeys() {
        String text = "---\n# mine\nzeta: 'x' # why\nalpha: \"y\"\nlist:\n  - a\n---\nbody";
        assertThat(rendered("A", text)).isEqualTo(text.replaceFirst("---\n", "---\ntitle: A\n"));
        assertReads(rendered("A", text), "A", text);
    }

    @Test
    void keepsThePositionOfATitleOfTheUser() {
        String text = "---\nkey: 1\ntitle: \"Mine\" # keep\n---\nbody";
        assertReads(text, "Mine", text);
        assertThat(rendered("Mine", text)).isEqualTo(text);
        assertThat(rendered("Other", text)).isEqualTo("---\nkey: 1\ntitle: Other\n---\nbody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"title: 'A'", "title:  A", "title: A # x", "title: A "})
    void treatsATitleInAnotherFormAsText(String line) {
        String file = "---\n" + line + "\n---\nbody";
        assertReads(file, "A", file);
    }

    @Test
    void treatsATitleThatEqualsTheNameAsText() {
        String file = "---\ntitle: Name\n---\nbody";
        assertReads(file, NAME, file);
    }

    @Test
    void treatsASecondBlockAsText() {
        String file = "---\ntitle: A\n---\n---\nkey: 1\n---\nbody";
        assertReads(file, "A", file);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "A title,A title",
                "a: b,`\"a: b\"`",
                "say \"x\",`\"say \\\"x\\\"\"`",
                "a # b,`\"a # b\"`",
                "it's,it's",
                "😀,`\"😀\"`",
                "42,`\"42\"`",
                "null,`\"null\"`"
            })
    void quotesTitlesOnlyIfYamlNeedsIt(String title, String yaml) {
        assertThat(rendered(title, "")).isEqualTo("---\ntitle: " + yaml + "\n---\n");
    }

    @Test
    void escapesControlCharactersAndLoneSurrogates() {
        assertThat(rendered("a\n\u2028\ud800b", "")).isEqualTo("---\ntitle: \"a\\u000a\\u2028\\ud800b\"\n---\n");
        assertThat(page(rendered("a\n\u2028\ud800b", "")).title()).isEqualTo("a\n\u2028\ud800b");
    }

    @Test
    void readsEscapesOfYaml() {
        assertThat(page("---\ntitle: \"\\x41\\u00e9\\U0001F600\\t\\\"\"\n---\n").title())
                .isEqualTo("Aé😀\t\"");
        assertThat(page("---\ntitle: 'it''s'\n---\n").title()).isEqualTo("it's");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title: |\n  a\n  b\n",
                "title: >-\n  a\n",
                "title: |\n  a\n\n  b\n",
                "title: [a, b]\n",
                "title: {a: b}\n",
                "title: a\n  b\n",
                "title: *a\n",
                "title:\n  - a\n",
                "title:\n- a\n- b\n",
                "title: \"\\q\"\n",
                "title: \"open\n",
                "title:\n"
            })
    void keepsATitleThatIsNoPlainLineUntilThePageIsRenamed(String value) {
        String file = "---\n" + value + "key: 1\n---\nbody";
        assertReads(file, NAME, file);
        assertThat(rendered(NAME, file)).isEqualTo(file);
        assertThat(rendered("A", file)).isEqualTo("---\ntitle: A\nkey: 1\n---\nbody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"title\": A", "'title': A", "title : A", "\"title\" : 'A' # mine"})
    void readsATitleWithAQuotedKey(String line) {
        String file = "---\nkey: 1\n" + line + "\n---\nbody";
        assertReads(file, "A", file);
        assertThat(rendered("B", file)).isEqualTo("---\nkey: 1\ntitle: B\n---\nbody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{title: A}|{title: \"B\"}",
                "{ 'title' : 'A', tags: [x, 'y}', {z: 1}] }|{ title: \"B\", tags: [x, 'y}', {z: 1}] }",
                "{\"title\":\"A\",\"n\":1}|{title: \"B\",\"n\":1}",
                "`{\n  tags: it's, # }\n  title: A\n}`|`{\n  tags: it's, # }\n  title: \"B\"\n}`",
                "{a: http://x.org/, title: A,} # end|{a: http://x.org/, title: \"B\",} # end"
            })
    void writesTheTitleOfAFlowMappingInsideTheBraces(String block, String renamed) {
        String file = "---\n" + block.replace("\\n", "\n") + "\n---\nbody";
        assertReads(file, "A", file);
        assertThat(rendered("A", file)).isEqualTo(file);
        assertThat(rendered("B", file)).isEqualTo("---\n" + renamed.replace("\\n", "\n") + "\n---\nbody");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|{title: \"A, B\"}",
                "{tags: [a]}|{title: \"A, B\", tags: [a]}",
                "{ x, y: , 'z' }|{title: \"A, B\",  x, y: , 'z' }"
            })
    void addsAndRemovesATitleInsideTheBraces(String block, String titled) {
        String text = "---\n" + block + "\n---\nbody";
        String file = "---\n" + titled + "\n---\nbody";
        assertThat(rendered("A, B", text)).isEqualTo(file);
        assertReads(file, "A, B", text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello",
                "- a\n- b",
                "[a, b]",
                "{a: 1",
                "{a: 1} b: 2",
                "{a: 1}\ntitle: C",
                "&x\na: 1",
                "> a: b",
                "\"a: b\""
            })
    void treatsABlockThatIsNoMappingAsText(String block) {
        String text = "---\n" + block + "\n---\nbody";
        assertReads(text, NAME, text);
        assertThat(rendered("A", text)).isEqualTo("---\ntitle: A\n---\n" + text);
        assertReads(rendered("A", text), "A", text);
    }

    @Test
    void keepsAnIndentedMappingIndented() {
        String text = "---\n# mine\n  key: 1\n  list:\n    - a\n---\nbody";
        assertThat(page(text.replace("key: 1", "title: A")).title()).isEqualTo("A");
        String file = rendered("A", text);
        assertThat(file).isEqualTo("---\n  title: A\n# mine\n  key: 1\n  list:\n    - a\n---\nbody");
        assertReads(file, "A", text);
    }

    @Test
    void readsTheFirstOfTwoTitles() {
        String file = "---\ntitle: A\ntitle: B\n---\n";
        assertReads(file, "A", file);
        assertThat(page(rendered("C", file)).title()).isEqualTo("C");
    }

    @ParameterizedTest
    @ValueSource(strings = {"title:", "title: ", "title: \"\"", "title: ' '", "title: # none"})
    void ignoresAnEmptyTitle(String line) {
        String file = "---\n" + line + "\n---\nbody";
        assertReads(file, NAME, file);
    }

    @Test
    void readsThePageIdOfAFile() {
        assertThat(page("---\npage-id: abc-1\n---\n").id()).isEqualTo(new PageId("abc-1"));
        assertThat(page("---\npage-id: \"7\"\n---\n").id()).isEqualTo(new PageId("7"));
        assertThat(page("---\npage-id: not an id\n---\n").id()).isNull();
        assertThat(page("page-id: 7\n").id()).isNull();
    }

    @Test
    void refusesInvalidUtf8() {
        assertThat(format.read(new byte[] {'a', (byte) 0xff}, NAME))
                .isEqualTo(new PageFormat.Reading.Rejected("is not UTF-8: byte 0xFF in line 1, at offset 1."
                        + " Convert it, for example with iconv -f WINDOWS-1252 -t UTF-8"));
        byte[] latin = ("x".repeat(9000) + "\n\ncaf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(((PageFormat.Reading.Rejected) format.read(latin, NAME)).reason())
                .as("faults E4")
                .contains("byte 0xE9 in line 3, at offset 9005");
        assertThat(((PageFormat.Reading.Rejected) format.read("a".getBytes(StandardCharsets.UTF_16), NAME)).reason())
                .contains("offset 0", "iconv -f UTF-16 -t UTF-8");
        assertThat(format.read(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, NAME))
                .isInstanceOf(PageFormat.Reading.Rejected.class);
    }

    @Test
    void refusesNul() {
        assertThat(format.read(new byte[] {'a', 0}, NAME))
                .isEqualTo(new PageFormat.Reading.Rejected("holds a NUL character"));
    }

    @Test
    void visitorReturnsTheResultOfTheCase() {
        PageFormat.Reading.Visitor<String> visitor = new PageFormat.Reading.Visitor<>() {
            @Override
            public String visitRecognized(PageFormat.Reading.Recognized page) {
                return "title " + page.title();
            }

            @Override
            public String visitRejected(PageFormat.Reading.Rejected rejected) {
                return rejected.reason();
            }
        };
        assertThat(page("text").accept(visitor)).isEqualTo("title Name");
        assertThat(format.read(new byte[1], NAME).accept(visitor)).isEqualTo("holds a NUL character");
    }

    private void assertReads(String file, String title, String text) {
        PageFormat.Reading.Recognized page = page(file);
        assertThat(page.title()).isEqualTo(title);
        assertThat(page.text()).isEqualTo(text);
    }

    private PageFormat.Reading.Recognized page(String file) {
        return (PageFormat.Reading.Recognized) format.read(file.getBytes(UTF_8), NAME);
    }

    private String rendered(String title, String text) {
        return new String(format.render(title, text, NAME), UTF_8);
    }
}
