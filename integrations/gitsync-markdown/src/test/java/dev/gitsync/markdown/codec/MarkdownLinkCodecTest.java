package dev.gitsync.markdown.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.PageId;
import dev.gitsync.testkit.link.InMemoryLinkedFiles;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownLinkCodecTest {
    private static final String LINKER = "guide/start.md";

    private final MarkdownLinkCodec codec = new MarkdownLinkCodec(LinkRules.DEFAULT);
    private final Map<String, PageId> files = new HashMap<>(
            Map.of(LINKER, new PageId("1"), "guide/setup.md", new PageId("2"), "images/a.png", new PageId("3")));

    private InMemoryLinkedFiles space() {
        return new InMemoryLinkedFiles(files, Map.of("guide", new PageId("4")));
    }

    private String wiki(String text) {
        return codec.toWiki(LINKER, text, space());
    }

    private String file(String text) {
        return codec.toFile(LINKER, text, space());
    }

    @Test
    void plainPathsBecomeIds() {
        assertThat(wiki("[a](setup.md#linux) ![b](../images/a.png)")).isEqualTo("[a](page:2#linux) ![b](page:3)");
    }

    @Test
    void otherPathsFollowTheId() {
        assertThat(wiki("[a](/guide/setup) [b](./setup.md) [[Setup|c]] [d](.)"))
                .isEqualTo("[a](page:2;/guide/setup) [b](page:2;./setup.md) [[page:2;Setup|c]] [d](page:4;.)");
    }

    @Test
    void linksElsewhereStay() {
        String text = "[a](missing.md) [b](https://example.org/setup.md) [c](#part) [d](../images/) <page:2>";
        assertThat(wiki(text)).isEqualTo(text);
        assertThat(file(text)).isEqualTo(text);
    }

    @Test
    void linksThatTheWikiWritesGetPlainPaths() {
        assertThat(file("[a](page:2) ![b](page:3 \"t\") [[page:2]] [c](page:4)"))
                .isEqualTo("[a](setup.md) ![b](../images/a.png \"t\") [[/guide/setup]] [c](./)");
    }

    @Test
    void theStyleStaysWhenThePageMoves() {
        String wiki = wiki("[a](/guide/setup) [b](./setup.md) [[Setup|c]] [d](setup)");
        files.put("other/my install.md", files.remove("guide/setup.md"));
        assertThat(file(wiki))
                .isEqualTo(
                        "[a](/other/my%20install) [b](../other/my%20install.md) [[my install|c]] [d](../other/my%20install)");
    }

    @Test
    void aLinkToADeletedPageKeepsIdAndStyle() {
        String wiki = wiki("[a](/guide/setup) [b](setup.md)");
        PageId deleted = files.remove("guide/setup.md");
        assertThat(file(wiki)).isEqualTo(wiki);
        assertThat(wiki(file(wiki))).isEqualTo(wiki);
        files.put("guide/setup.md", deleted);
        assertThat(file(wiki)).isEqualTo("[a](/guide/setup) [b](setup.md)");
    }

    @Test
    void aLinkByIdInAFileStays() {
        assertThat(wiki("[a](page:2) [b](page:9)")).isEqualTo("[a](page:2;page:2) [b](page:9)");
        assertThat(file("[a](page:2;page:2) [b](page:9)")).isEqualTo("[a](page:2) [b](page:9)");
    }

    @Test
    void idsAreEncodedWhereTheyHaveToBe() {
        files.put("guide/setup.md", new PageId("a b#;|]".replace(' ', '?')));
        assertThat(wiki("[a](setup.md)")).isEqualTo("[a](page:a%3Fb%23%3B%7C%5D)");
        assertThat(file("[a](page:a%3Fb%23%3B%7C%5D)")).isEqualTo("[a](setup.md)");
        assertThat(file("[a](page:%61)")).isEqualTo("[a](page:%61)");
    }

    @Test
    void aPageWhosePathLooksLikeAnIdIsNotOne() {
        files.put("guide/page:2.md", new PageId("7"));
        assertThat(file("[a](page:7)")).isEqualTo("[a](page%3A2.md)");
        assertThat(file("[[page:7]]")).isEqualTo("[[/guide/page:2]]");
    }

    @Test
    void aPrefixNeedsAScheme() {
        assertThatThrownBy(() -> new MarkdownLinkCodec(LinkRules.DEFAULT, "page"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scheme");
    }
}
