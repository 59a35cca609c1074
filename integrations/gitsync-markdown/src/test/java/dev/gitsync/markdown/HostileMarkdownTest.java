package dev.gitsync.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts that make careless parsers slow, deep or large: 256 KiB of each, or {@code -Dhostile.length=1048576} chars. A megabyte
 * takes a fraction of a second.
 */
class HostileMarkdownTest {
    private static final int LENGTH = Integer.getInteger("hostile.length", 1 << 18);
    private static final int MEGABYTE = 1 << 20;
    private static final Duration NO_TIME_TO_SPEAK_OF = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[[",
                "![",
                "![[",
                "]",
                "[]",
                "[a](",
                "[a](<b",
                "[a](b \"",
                "[a](b '",
                "[a](b (",
                "[a][",
                "[[a]]",
                "[[a|",
                "[[a]",
                "a](",
                "![a](b",
                "`",
                "` `` ",
                "<",
                "<a ",
                "<a b=\"",
                "<a b='c",
                "<!--",
                "<?",
                "<![CDATA[",
                "<!A ",
                "</",
                "&",
                "&amp;",
                "\\",
                "> ",
                ">",
                "- ",
                "1. ",
                "* a\n",
                "> a\n",
                "[a]: b\n",
                "[a]: <\n",
                "[a]:\n",
                "[^a]: ",
                "# a\n",
                "a\n===\n",
                "a\n---\n",
                "| ",
                "|a\n",
                "|-|\n",
                "***",
                "*a_",
                "\t",
                "\n",
                "\r",
                "<div>\n",
                "<script>",
                "<script></",
                "x ",
                "    x\n",
                "```\n",
                "{#",
                "<a x "
            })
    void readsManyTimes(String piece) {
        readsInTime("x " + piece.repeat(LENGTH / piece.length()) + "](b)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[", "![", "[a](", "`", "<a ", "> "})
    void readsAMegabyteOf(String piece) {
        readsInTime(piece.repeat(MEGABYTE / piece.length()));
        readsInTime("# " + piece.repeat(MEGABYTE / piece.length()) + "\n");
    }

    @Test
    void readsADeepTextWithManyLines() {
        readsInTime("> ".repeat(200) + "a\n" + "a\n".repeat(MEGABYTE / 2));
        readsInTime(">".repeat(90) + "a\n" + "a\n".repeat(25_000));
    }

    @Test
    void readsATagWithManyAttributes() {
        assertThat(readsInTime("<a" + " b='c'".repeat(100_000) + " href='d.md'>")
                        .links())
                .hasSize(1);
    }

    @Test
    void readsATableWithManyColumns() {
        String columns = "|a".repeat(2000) + "|\n" + "|-".repeat(2000) + "|\n";

        assertThat(readsInTime(columns + "|[a](b)\n".repeat(5_000)).links()).hasSize(5_000);
    }

    @Test
    void readsNoLinksOfAParagraphThatIsTooLong() {
        assertThat(readsInTime("|[a](b)\r\n".repeat(30_000)).isComplete()).isFalse();
        assertThat(readsInTime("|[a](b)\r\n\r\n".repeat(30_000)).isComplete()).isTrue();
    }

    @Test
    void readsDeepBracketsWithDestinations() {
        int depth = 50_000;

        assertThat(readsInTime("![".repeat(depth) + "](a)".repeat(depth)).links())
                .hasSize(depth);
        assertThat(readsInTime("[".repeat(depth) + "](a)".repeat(depth)).links())
                .hasSize(1);
    }

    @Test
    void readsRandomBytes() {
        Random random = new Random(1);
        String characters = "[]()<>!`\\|#*_-=\n\r \t:&;\"'ab.%/^";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < MEGABYTE / 8; i++) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        readsInTime(text.toString());
    }

    private static MarkdownDocument readsInTime(String text) {
        return assertTimeoutPreemptively(NO_TIME_TO_SPEAK_OF, () -> {
            MarkdownDocument document = MarkdownDocument.parse(text);
            assertThat(document.title().map(MarkdownTitle::text)).isNotEqualTo("");
            return document;
        });
    }
}
