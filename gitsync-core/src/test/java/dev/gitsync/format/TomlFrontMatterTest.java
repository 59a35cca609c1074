package dev.gitsync.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Front matter in TOML, between lines of {@code +++}. In the tables, a bar stands for a line break. */
final class TomlFrontMatterTest {
    private static final String NAME = "Name";

    private final MarkdownFormat format = new MarkdownFormat();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title = \"A\"",
                "title=\"A\"",
                "title = 'A'",
                "title = 'A' # mine",
                "title = \"A\" # mine",
                "  title = \"A\"",
                "\"title\" = \"A\"",
                "'title' = 'A'",
                "titles = 'B'|title = 'A'",
                "title.x = 'B'|title = 'A'",
                "title = \"\\u0041\"",
                "title = \"\\U00000041\"",
                "x = 1|title = 'A'|title = 'B'",
                "x = \"\"\"|title = 'B'|\"\"\"|title = 'A'",
                "x = '''|title = 'B'|'''|title = 'A'",
                "x = '''|title = 'B'|''' # y|title = 'A'",
                "x = '''B'''|title = 'A'",
                "x = 'B' # '''|title = 'A'|y = '''z'''",
                "x|title = 'A'",
                "title = 'A'|[table]|title = 'B'"
            })
    void readsTheFirstEntryWithTheKeyOfTheTitle(String block) {
        assertReads(file(block), "A", file(block));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "title = 1",
                "title = \"A",
                "title = \"A\" B",
                "title = 'A' B",
                "title = ''",
                "title = '''A'''",
                "title = \"\"\"A\"\"\"",
                "title = \"\\q\"",
                "title = \"\\U00110000\"",
                "title = \"\\UFFFFFFFF\"",
                "title 'A'",
                "# title = 'A'",
                "[table]|title = 'A'",
                "  [table]|title = 'A'",
                "x = '''|title = 'A'",
                "x = '''|title = 'A'|'''"
            })
    void readsNoTitleFromABlockWithoutOneOnOneLine(String block) {
        assertReads(file(block), NAME, file(block));
        assertThat(rendered(NAME, file(block))).isEqualTo(file(block));
    }

    @ParameterizedTest
    @CsvSource({
        "x = 1, title = \"A\"|x = 1",
        "title = 1, title = \"A\"",
        "x = 1|title = 'B'|y = 2, x = 1|title = \"A\"|y = 2",
        "title = '''|B|''' # b|x = 1, title = \"A\"|x = 1",
        "title = '''B, title = \"A\"",
        "x = '''|title = 'B'|''', title = \"A\"|x = '''|title = 'B'|'''"
    })
    void replacesTheEntryOfTheTitleOrAddsItAtTheTop(String block, String renamed) {
        assertThat(rendered("A", file(block))).isEqualTo(file(renamed));
    }

    @Test
    void removesATitleThatTheFormatAddedFromTheText() {
        String text = "+++\nx = 1\n+++\nbody";
        String file = "+++\ntitle = \"say \\\"A\\\"\"\nx = 1\n+++\nbody";
        assertThat(rendered("say \"A\"", text)).isEqualTo(file);
        assertReads(file, "say \"A\"", text);
        assertThat(rendered("A", text.replace("\n", "\r\n"))).isEqualTo("+++\r\ntitle = \"A\"\r\nx = 1\r\n+++\r\nbody");
    }

    @Test
    void endsAStringThatIsNotClosedWithTheBlock() {
        assertThat(rendered("A", "+++\ntitle = '''\n+++\n'''\nbody")).isEqualTo("+++\ntitle = \"A\"\n+++\n'''\nbody");
        assertThat(rendered("A", "+++\ntitle = '''\n+++\n'''")).isEqualTo("+++\ntitle = \"A\"\n+++\n'''");
    }

    @Test
    void endsTheBlockAtItsOwnFence() {
        assertReads("+++\nx = 1\n...\n---\ntitle = 'A'\n+++\n", "A", "+++\nx = 1\n...\n---\ntitle = 'A'\n+++\n");
        assertReads("+++\ntitle = 'A'\n---\n", NAME, "+++\ntitle = 'A'\n---\n");
    }

    @Test
    void readsThePageIdOfAFile() {
        assertThat(((PageFormat.Reading.Recognized)
                                format.read(file("page-id = '7'").getBytes(UTF_8), NAME))
                        .id())
                .isEqualTo(new PageId("7"));
    }

    private static String file(String block) {
        return "+++\n" + (block.isEmpty() ? "" : block.replace('|', '\n') + "\n") + "+++\nbody";
    }

    private void assertReads(String file, String title, String text) {
        assertThat(format.read(file.getBytes(UTF_8), NAME))
                .isEqualTo(new PageFormat.Reading.Recognized(title, text, null));
    }

    private String rendered(String title, String text) {
        return new String(format.render(title, text, NAME), UTF_8);
    }
}
