package dev.gitsync.markdown.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.markdown.MarkdownDocument;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkResolverTest {
    private static final String LINKER = "guide/setup.md";
    private static final SpaceFileIndex FILES = new SpaceFileIndex(List.of(
            "README.md",
            "start.md",
            "logo.png",
            "guide/setup.md",
            "guide/other.md",
            "guide/v1.2.md",
            "guide/with space.md",
            "guide/both.md",
            "guide/both/README.md",
            "guide/images/a.png",
            "api/index.md",
            "api/v1/_index.md",
            "api/v1/a.md",
            "docs/start.md",
            "docs/deep/Other.md",
            "docs/deep/er/note.md",
            "guide/sub/note.md",
            "guide/sub/deep/Name.md",
            "Name.md",
            "zeta/Name.md"));

    private final LinkRules all = LinkRules.builder()
            .html(true)
            .pageUrls(true)
            .ignoreCase(true)
            .roots(List.of(new LinkRules.Root("/", ""), new LinkRules.Root("/site/", "docs")))
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[x](other.md) ~ guide/other.md",
                "[x](./other.md#h) ~ guide/other.md",
                "[x](../start.md?a=b) ~ start.md",
                "[x](other) ~ guide/other.md",
                "[x](v1.2) ~ guide/v1.2.md",
                "[x](with%20space.md) ~ guide/with space.md",
                "[x](<with space>) ~ guide/with space.md",
                "[x](images/a.png) ~ attachment guide/images/a.png",
                "![x](../logo.png) ~ attachment logo.png",
                "[x](../api) ~ api/index.md",
                "[x](../api/) ~ api/index.md",
                "[x](../api/v1/) ~ api/v1/_index.md",
                "[x](both) ~ guide/both.md",
                "[x](both/) ~ guide/both/README.md",
                "[x](other/) ~ guide/other.md",
                "[x](images) ~ folder guide/images",
                "[x](.) ~ folder guide",
                "[x](..) ~ README.md",
                "[x](/start.md) ~ start.md",
                "[x](/) ~ README.md",
                "[x](//guide//other.md) ~ external",
                "[x](#heading) ~ guide/setup.md",
                "[x](?query) ~ guide/setup.md",
                "[x](https://example.org/) ~ external",
                "<https://example.org/> ~ external",
                "[x](missing.md) ~ broken",
                "[x](Other.md) ~ broken",
                "[x](../../start.md) ~ broken",
                "[x](other.html) ~ broken",
                "[x](../other) ~ broken",
                "<a href='other.md'>x</a> ~ guide/other.md",
                "[x]: other.md ~ guide/other.md",
                "[[Other]] ~ guide/other.md"
            })
    void resolvesByDefault(String text, String target) {
        assertThat(resolve(LinkRules.DEFAULT, text)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[x](other.html) ~ guide/other.md",
                "[x](../api/index.html) ~ api/index.md",
                "[x](../other) ~ guide/other.md",
                "[x](../other/) ~ guide/other.md",
                "[x](../../start) ~ start.md",
                "[x](/site/start) ~ docs/start.md",
                "[x](/start) ~ start.md",
                "[x](/GUIDE/Other#h) ~ guide/other.md",
                "[x](/API/V1/) ~ api/v1/_index.md",
                "[x](../GUIDE/images/A.png) ~ attachment guide/images/a.png"
            })
    void resolvesByRulesThatAreOffByDefault(String text, String target) {
        assertThat(resolve(all, text)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[[start]] ~ start.md",
                "[[START.MD]] ~ start.md",
                "[[#heading]] ~ guide/setup.md",
                "[[deep/other]] ~ docs/deep/Other.md",
                "[[docs/start]] ~ docs/start.md",
                "[[Name]] ~ guide/sub/deep/Name.md",
                "[[zeta/name]] ~ zeta/Name.md",
                "[[/Name]] ~ Name.md",
                "[[note]] ~ guide/sub/note.md",
                "[[../docs/start]] ~ docs/start.md",
                "[[./other]] ~ guide/other.md",
                "[[./start]] ~ broken",
                "[[/other]] ~ broken",
                "[[v1.2]] ~ guide/v1.2.md",
                "[[a.png]] ~ attachment guide/images/a.png",
                "![[logo.png|100]] ~ attachment logo.png",
                "[[api]] ~ api/index.md",
                "[[api/v1]] ~ api/v1/_index.md",
                "[[v1]] ~ api/v1/_index.md",
                "[[ote]] ~ broken",
                "[[images]] ~ broken",
                "[[../../x]] ~ broken"
            })
    void resolvesWikilinksAsObsidianDoes(String text, String target) {
        assertThat(resolve(LinkRules.DEFAULT, text)).isEqualTo(target);
    }

    @Test
    void ambiguousNamesGoToTheShortestPathElsewhere() {
        assertThat(resolve(LinkRules.DEFAULT, "api/index.md", "[[Name]]")).isEqualTo("Name.md");
        assertThat(resolve(LinkRules.DEFAULT, "zeta/x.md", "[[Name]]")).isEqualTo("zeta/Name.md");
    }

    @Test
    void rulesCanBeTurnedOff() {
        LinkRules strict = LinkRules.builder()
                .withoutExtension(false)
                .folderPages(List.of())
                .roots(List.of())
                .wikilinks(false)
                .build();

        assertThat(resolve(strict, "[x](other)")).isEqualTo("broken");
        assertThat(resolve(strict, "[x](../api)")).isEqualTo("folder api");
        assertThat(resolve(strict, "[x](/start.md)")).isEqualTo("broken");
        assertThat(resolve(strict, "[[start]]")).isEqualTo("broken");
        assertThat(resolve(strict, "[x](other.md)")).isEqualTo("guide/other.md");
    }

    @Test
    void refusesInvalidRules() {
        assertThatThrownBy(() -> new LinkRules.Root("/docs", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LinkRules.Root("/", "docs/")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LinkRules.builder().pageExtension("md").build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> LinkRules.builder().folderPages(List.of("README")).build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String resolve(LinkRules rules, String text) {
        return resolve(rules, LINKER, text);
    }

    private static String resolve(LinkRules rules, String linker, String text) {
        LinkTarget target = new LinkResolver(rules, FILES)
                .resolve(linker, MarkdownDocument.parse(text).links().get(0));
        return target.accept(new LinkTarget.Visitor<>() {
            @Override
            public String visitPage(LinkTarget.Page page) {
                return page.file();
            }

            @Override
            public String visitAttachment(LinkTarget.Attachment attachment) {
                return "attachment " + attachment.file();
            }

            @Override
            public String visitFolder(LinkTarget.Folder folder) {
                return "folder " + folder.path();
            }

            @Override
            public String visitExternal(LinkTarget.External external) {
                return "external";
            }

            @Override
            public String visitBroken(LinkTarget.Broken broken) {
                return "broken";
            }
        });
    }
}
