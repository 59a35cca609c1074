package dev.gitsync.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.markdown.link.LinkDestination;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.link.TextRange;
import dev.gitsync.markdown.link.Utf8Offsets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownLinksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "a [b](c.md) d ~ LINK c.md",
                "[b](<c d.md> \"title\") ~ LINK c d.md",
                "[b]( c.md 'title' ) ~ LINK c.md",
                "[b](c(d)e.md) ~ LINK c(d)e.md",
                "[b](c.md#d?e) ~ LINK c.md#d?e",
                "[b]() ~ 'LINK '",
                "![b](c.png) ~ IMAGE c.png",
                "[![b](c.png)](d.md) ~ IMAGE c.png, LINK d.md",
                "[b [c](d.md) e](f.md) ~ LINK d.md",
                "[x]: c.md 'title' ~ DEFINITION c.md",
                "[x]: <c d.md> ~ DEFINITION c d.md",
                "<https://example.org/> ~ AUTOLINK https://example.org/",
                "<me@example.org> ~ AUTOLINK me@example.org",
                "a <a href='c.md'>b</a> ~ HTML c.md",
                "a <img alt=x src=c.png> ~ HTML c.png",
                "<img alt=\"x\" SRC=\"c.png\"/> ~ HTML c.png",
                "[[Name]] ~ WIKILINK Name",
                "[[ a/b|text ]] ~ WIKILINK a/b",
                "[[Name#Heading]] ~ WIKILINK Name#Heading",
                "[[Name\\|text]] ~ WIKILINK Name",
                "![[image.png]] ~ EMBED image.png",
                "[[1]](c.md) ~ LINK c.md",
                "# [b](c.md) ~ LINK c.md",
                "> - [b](c.md) ~ LINK c.md",
                "[^1]: [b](c.md) ~ LINK c.md",
                "**[b](c.md)** ~ LINK c.md"
            })
    void findsLinks(String text, String expected) {
        assertThat(links(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`[b](c.md)`",
                "``[[b]] ` ``",
                "    [b](c.md)",
                "```\n[b](c.md)\n[[d]]\n```",
                "~~~ [b](c.md)\n~~~",
                "<!-- [b](c.md) <a href='d.md'> -->",
                "a <!-- [[b]]\n[b](c.md) --> d",
                "<script>\n'<a href=\"c.md\">'\n</script>",
                "---\nlink: '[b](c.md)'\nother: '[[d]]'\n---\n",
                "+++\nlink = '[b](c.md)'\n+++\n",
                "\\[b](c.md)",
                "[b\\](c.md)",
                "[b] (c.md)",
                "[b](c d.md)",
                "[[ ]]",
                "[[a\nb]]",
                "[ ] task",
                "<a href=c.md",
                "$[a, b](",
            })
    void findsNoLinkIn(String text) {
        assertThat(links(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "<SCRIPT>'<a href=\"no.md\">'</SCRIPT> <a href='c.md'>d</a> ~ HTML c.md",
                "<p><Style>'<a href=\"no.md\">'</STYLE> <a href='c.md'>d</a> ~ HTML c.md",
                "<p><title>'<a href=\"no.md\">'</title> <a href='c.md'>d</a> ~ HTML c.md"
            })
    void findsLinksBehindAnElementWithoutMarkup(String text, String expected) {
        assertThat(links(text)).isEqualTo(expected);
    }

    @Test
    void findsLinksOfTablesInTheirCells() {
        String text = "a\n| [b](c.md) | `d |\n|---|---|\n| ` [[e\\|f]] | [g](h.md)\n [[i|j]] |\n";

        assertThat(links(text)).isEqualTo("LINK c.md, WIKILINK e, LINK h.md");
    }

    @Test
    void findsUsesOfDefinitionsOnlyWhereTheyAreDefined() {
        assertThat(links("[a] [b][a] [[a]]\n\n[a]: c.md")).isEqualTo("DEFINITION c.md");
        assertThat(links("[b [a] c](d.md)\n\n[a]: c.md")).isEqualTo("DEFINITION c.md");
        assertThat(links("[b [a] c](d.md)")).isEqualTo("LINK d.md");
    }

    @Test
    void findsPlacesInNestedBlocksWithAllLineEndings() {
        String text =
                "\ufeff---\r\ntitle: A\r\n---\r\n> - é [b\r\n>   c](d.md)\r\n>\tlazy ![x](😀.png)\n\n1.\t[e](f.md)\r\r[g]:\r  <h.md>\r";

        for (MarkdownLink link : MarkdownDocument.parse(text).links()) {
            LinkDestination destination = link.destination();
            assertThat(destination.range().of(text)).isEqualTo(destination.raw());
            assertThat(destination.pathRange().of(text)).isEqualTo(destination.path());
        }
        assertThat(links(text)).isEqualTo("LINK d.md, IMAGE 😀.png, LINK f.md, DEFINITION h.md");
        assertThat(ranges(text)).containsExactly("[b\r\n>   c](d.md)", "![x](😀.png)", "[e](f.md)", "[g]:\r  <h.md>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[a](b%20c.md) ~ b c.md ~ b%20c.md",
                "[a](b\\_c\\#d.md) ~ b_c ~ b\\_c",
                "[a](b&amp;c&#32;d.md?e=f#g) ~ b&c d.md ~ b&amp;c&#32;d.md",
                "[a](b&auml;&#x1F600;c.md) ~ bä😀c.md ~ b&auml;&#x1F600;c.md",
                "[a](b&num;c) ~ b ~ b",
                "[a](b%C3%A4%FFc%2) ~ bä%FFc%2 ~ b%C3%A4%FFc%2",
                "[a](<b c#d>) ~ b c ~ b c",
                "[a](#d) ~ '' ~ ''",
                "[a](?b) ~ '' ~ ''",
                "<a href='b\\c&amp;d.md'>x</a> ~ b\\c&d.md ~ b\\c&amp;d.md",
                "[[b%20c # d|e]] ~ b%20c ~ b%20c",
                "[[#d]] ~ '' ~ ''"
            })
    void decodesPaths(String text, String path, String written) {
        LinkDestination destination = only(text).destination();

        assertThat(destination.path()).isEqualTo(path);
        assertThat(destination.pathRange().of(text)).isEqualTo(written);
    }

    @Test
    void separatesQueryAndFragment() {
        LinkDestination both = only("[a](b.md?c=d&e#f?g)").destination();

        assertThat(both.path()).isEqualTo("b.md");
        assertThat(both.query()).isEqualTo("c=d&e");
        assertThat(both.fragment()).isEqualTo("f?g");
        assertThat(only("[[A#B#C]]").destination().fragment()).isEqualTo("B#C");
        assertThat(only("[a](b)").destination().query()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "https://a, true",
        "mailto:a, true",
        "//a/b, true",
        "a/b, false",
        "/a, false",
        "a%3Ab, false",
        "#a, false"
    })
    void knowsExternalDestinations(String destination, boolean external) {
        assertThat(only("[x](" + destination + ")").destination().isExternal()).isEqualTo(external);
    }

    @Test
    void readsDeepBlocksOfLinesThatEndWithTwoCharacters() {
        String code = "> ".repeat(90) + "    [a](b.md)\r\n";

        assertThat(links(code + "\r\n".repeat(20_000))).isEmpty();
    }

    @Test
    void convertsPositionsToBytes() {
        String text = "ä€😀x".repeat(100) + "[a](b.md)";
        TextRange range = new Utf8Offsets(text).of(only(text).destination().range());

        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(Arrays.copyOfRange(bytes, range.start(), range.end()), StandardCharsets.UTF_8))
                .isEqualTo("b.md");
        assertThat(new Utf8Offsets(text).at(text.length())).isEqualTo(bytes.length);
    }

    @Test
    void stopsAtTheLimits() {
        MarkdownLimits limits = new MarkdownLimits(100, 10, 2);

        assertThat(MarkdownDocument.parse("[a](b) [a](c)", limits).isComplete()).isTrue();
        MarkdownDocument three = MarkdownDocument.parse("[a](b) [a](c) [a](d)", limits);
        assertThat(three.isComplete()).isFalse();
        assertThat(three.links()).hasSize(2);
        assertThat(MarkdownDocument.parse("[a](b)" + "\n".repeat(10), limits).isComplete())
                .isFalse();
        assertThat(MarkdownDocument.parse("[a](b)" + "x".repeat(100), limits).links())
                .isEmpty();
    }

    private static String links(String text) {
        return String.join(
                ", ",
                MarkdownDocument.parse(text).links().stream()
                        .map(link -> link.kind() + " " + link.destination().raw())
                        .toList());
    }

    private static List<String> ranges(String text) {
        return MarkdownDocument.parse(text).links().stream()
                .map(link -> link.range().of(text))
                .toList();
    }

    private static MarkdownLink only(String text) {
        List<MarkdownLink> links = MarkdownDocument.parse(text).links();
        assertThat(links).hasSize(1);
        return links.get(0);
    }
}
