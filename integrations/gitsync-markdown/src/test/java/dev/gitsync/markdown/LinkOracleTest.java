package dev.gitsync.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.MarkdownLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The links that commonmark-java finds with its own parser are the links that we find. */
class LinkOracleTest {
    private static final int DOCUMENTS = 4000;
    private static final String[] PIECES = {
        "[",
        "]",
        "![",
        "](",
        "(",
        ")",
        "[a]",
        "[b][a]",
        "[]",
        "]: u\n",
        "[a]: d.md\n",
        "<",
        ">",
        "<a ",
        "href=\"x\"",
        "</a>",
        "<!--",
        "-->",
        "<?",
        "?>",
        "<![CDATA[",
        "]]>",
        "<!X ",
        "`",
        "``",
        "\\",
        "!",
        "\n",
        "\n\n",
        " ",
        "  ",
        "\t",
        "text",
        "'t'",
        "\"t\"",
        "u.md",
        "<u v>",
        "<http://a>",
        "<a@b.c>",
        "> ",
        "- ",
        "1. ",
        "    ",
        "# ",
        "===\n",
        "---\n",
        "```\n",
        "&amp;",
        "*",
        "_",
        "[^1]: ",
        "[^1]",
        "é",
        "<div>\n",
        "<script>",
        "</script>",
        "=",
        "\r\n",
        "\r",
        "\\]",
        "\\[",
        "#f",
        "%20",
        "|"
    };

    private final Parser parser = Parser.builder()
            .extensions(List.of(FootnotesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsTheLinksOfCommonmark(long seed) {
        Random random = new Random(seed);
        int links = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = text(random);
            List<String> expected = expected(text, parser.parse(text));
            assertThat(found(text))
                    .as(() -> "text: " + text.replace("\n", "\\n"))
                    .containsExactlyInAnyOrderElementsOf(expected);
            links += expected.size();
        }
        assertThat(links).isGreaterThan(DOCUMENTS / 4);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(25); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static List<String> found(String text) {
        List<String> found = new ArrayList<>();
        for (MarkdownLink link : MarkdownDocument.parse(text).links()) {
            if (!link.kind().isWiki() && link.kind() != LinkKind.HTML) {
                assertThat(link.destination().range().of(text))
                        .isEqualTo(link.destination().raw());
                boolean isMail = link.kind() == LinkKind.AUTOLINK
                        && !link.destination().raw().contains(":");
                found.add((link.kind() == LinkKind.AUTOLINK ? LinkKind.LINK : link.kind())
                        + (isMail ? " mailto:" : " ")
                        + link.destination().url());
            }
        }
        return found;
    }

    private static List<String> expected(String text, Node document) {
        List<String> expected = new ArrayList<>();
        List<String> definitions = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                if (!isReference(text, link)) {
                    expected.add("LINK " + link.getDestination());
                }
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                if (!isReference(text, image)) {
                    expected.add("IMAGE " + image.getDestination());
                }
                visitChildren(image);
            }

            @Override
            public void visit(LinkReferenceDefinition definition) {
                definitions.add("DEFINITION " + definition.getDestination());
            }
        });
        expected.addAll(definitions);
        return expected;
    }

    /** References end with a bracket. */
    private static boolean isReference(String text, Node link) {
        SourceSpan last = link.getSourceSpans().get(link.getSourceSpans().size() - 1);
        return text.charAt(last.getInputIndex() + last.getLength() - 1) == ']';
    }
}
