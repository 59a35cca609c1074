package dev.gitsync.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.link.TextLink;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.SpaceFileIndex;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarkdownLinkReaderTest {
    private static final SpaceFileIndex FILES = new SpaceFileIndex(
            List.of("README.md", "guide/setup.md", "guide/other.md", "guide/images/a.png", "api/v1/a.md"));

    @Test
    void findsLinksWithLineAndTarget() {
        String text =
                "---\ntitle: T\n---\n# T\r\n\r\n[other](other.md#x) and ![a](images/a.png)\r\r[api](/api/)\n[[other|text]]\n";

        assertThat(links(LinkRules.DEFAULT, text))
                .containsExactly(
                        link("other.md#x", 6, "guide/other.md"),
                        link("images/a.png", 6, "guide/images/a.png"),
                        link("/api/", 8, "api"),
                        link("[[other]]", 9, "guide/other.md"));
    }

    @Test
    void findsLinksThatLeadNowhere() {
        assertThat(links(LinkRules.DEFAULT, "[x](gone.md)\n![[gone]]\n"))
                .containsExactly(
                        new TextLink("gone.md", 1, Optional.empty()), new TextLink("![[gone]]", 2, Optional.empty()));
    }

    @Test
    void omitsLinksToOtherPlacesAndWithinThePage() {
        assertThat(links(
                        LinkRules.DEFAULT,
                        "<https://example.org> [a](https://example.org/x) [b](#part) [[#part]] `[c](d.md)`"))
                .isEmpty();
    }

    @Test
    void bracketsAreTextWithoutTheRuleForWikilinks() {
        assertThat(links(LinkRules.builder().wikilinks(false).build(), "[[other]] and [x](other.md)"))
                .containsExactly(link("other.md", 1, "guide/other.md"));
    }

    private static List<TextLink> links(LinkRules rules, String text) {
        return new MarkdownLinkReader(rules).links("guide/setup.md", text, FILES);
    }

    private static TextLink link(String written, int line, String target) {
        return new TextLink(written, line, Optional.of(target));
    }
}
