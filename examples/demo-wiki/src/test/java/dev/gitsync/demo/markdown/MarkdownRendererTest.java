package dev.gitsync.demo.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.markdown.MarkdownRenderer.RenderedPage;
import dev.gitsync.markdown.link.MarkdownLink;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the rendering of typical Markdown, and that malicious Markdown does no harm. */
class MarkdownRendererTest {
    private final MarkdownRenderer markdown = new MarkdownRenderer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
                "<img src=x onerror=alert(1)>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href=' java\nscript:alert(1)'>x</a>",
                "<a href='&#106;avascript:alert(1)'>x</a>",
                "[x](javascript:alert(1))",
                "[x](<java&Tab;script:alert(1)>)",
                "![x](javascript:alert(1))",
                "[x](vbscript:x)",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "<javascript:alert(1)>",
                "<svg onload=alert(1)><script>alert(1)</script></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
                "<iframe src='https://x.example'></iframe>",
                "<object data=x></object><embed src=x>",
                "<form action=/account method=post><input name=password type=password><button>x</button></form>",
                "<style>* { display: none }</style>",
                "<p style='position:fixed;inset:0'>x</p>",
                "<base href=https://x.example/>",
                "<meta http-equiv=refresh content='0;url=https://x.example'>",
                "<link rel=stylesheet href=https://x.example/x.css>",
                "<details open ontoggle=alert(1)>x</details>",
                "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
                "<div data-live id=x data-watch=/account>x</div>",
                "# x {#y\" onclick=\"alert(1)}",
                "```\"><script>alert(1)</script>\nx\n```",
                "$<img src=x onerror=alert(1)>$",
                "> [!NOTE]\n> <script>alert(1)</script>",
                "[^x]\n\n[^x]: <img src=x onerror=alert(1)>",
                "<!--><script>alert(1)</script>-->",
                "<a href=\"x\" title=\"</a><script>alert(1)</script>\">x</a>"
            })
    void removesScriptsHarmfulLinksAndControls(String text) {
        Document page = Jsoup.parseBodyFragment(render(text), "http://wiki.invalid/");

        assertThat(page.body()
                        .select("script, style, svg, math, iframe, object, embed, form, button, base, meta, link,"
                                + " noscript, template, textarea, select"))
                .isEmpty();
        for (Element element : page.body().getAllElements()) {
            element.attributes().forEach(attribute -> {
                assertThat(attribute.getKey())
                        .doesNotStartWith("on")
                        .doesNotStartWith("data-")
                        .isNotEqualTo("style");
                if (List.of("href", "src").contains(attribute.getKey())) {
                    String value = attribute
                            .getValue()
                            .strip()
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("\\s", "");
                    assertThat(value).doesNotStartWith("javascript:").doesNotStartWith("vbscript:");
                    assertThat(element.tagName().equals("a") && value.startsWith("data:"))
                            .isFalse();
                }
            });
        }
        assertThat(page.body().select("input"))
                .allMatch(input -> input.attr("type").equals("checkbox"));
    }

    @Test
    void removesClassesOfTheWikiItself() {
        assertThat(render("<p class='alert language-x news'>x</p>")).isEqualTo("<p class=\"language-x\">x</p>\n");
    }

    @Test
    void keepsSafeHtml() {
        String html = "<details><summary>More</summary>\n<p>Press <kbd>Ctrl</kbd>, H<sub>2</sub>O, x<sup>2</sup>.</p>\n"
                + "</details>";

        assertThat(render(html)).isEqualTo(html + "\n");
        assertThat(render("<p align=\"center\"><img src=\"logo.png\" width=\"40\"></p>"))
                .contains("<p align=\"center\"><img src=\"/at/logo.png\" width=\"40\" loading=\"lazy\"></p>");
    }

    @Test
    void rendersMarkdownWithinHtml() {
        assertThat(render("<details>\n<summary>More</summary>\n\n- **one**\n\n</details>"))
                .contains("<details>", "<li><strong>one</strong></li>", "</details>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"})
    void rendersAQuotationWithAMarkAsACallout(String kind) {
        String name = kind.toLowerCase(Locale.ROOT);
        assertThat(render("> [!" + kind + "]\n> Mind the *gap*.\n>\n> And the step."))
                .startsWith("<div role=\"note\" class=\"callout callout-" + name + "\"><p class=\"callout-title\">"
                        + kind.charAt(0) + name.substring(1) + "</p>")
                .contains("<p>Mind the <em>gap</em>.</p>", "<p>And the step.</p>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"> [!NOTE] in a line", "> [!OTHER]\n> x", "> x\n> [!NOTE]", "> **[!NOTE]**\n> x"})
    void rendersOtherQuotationsAsQuotations(String text) {
        assertThat(render(text)).contains("<blockquote>").doesNotContain("callout");
    }

    @Test
    void linksFootnotesInBothDirections() {
        Document page = Jsoup.parse(render("One[^1] and two[^note].\n\n[^1]: First.\n[^note]: Second."));

        for (Element link : page.select(".footnote-ref a, a.footnote-backref")) {
            assertThat(page.getElementById(link.attr("href").substring(1))).isNotNull();
        }
        assertThat(page.select(".footnote-ref a")).hasSize(2);
        assertThat(page.select("section.footnotes li").eachText()).containsExactly("First. ↩", "Second. ↩");
    }

    @ParameterizedTest
    @CsvSource({
        "## Set up, set-up, Set up",
        "## Set up {#start}, start, Set up",
        "## Set *up* {#start.here}, start.here, Set up",
        "## Set {up}, set-up, Set {up}",
        "## Set `{#up}`, set-up, Set {#up}"
    })
    void givesHeadingsTheirNamedIdOrAGeneratedOne(String text, String id, String title) {
        Element heading = Jsoup.parse(render(text)).selectFirst("h2");

        assertThat(heading).isNotNull();
        assertThat(heading.id()).isEqualTo(id);
        assertThat(heading.text()).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "so $a_1 + b_2$ is|a_1 + b_2",
                "$`x < y`$|x < y",
                "two: $x$, $y$|x,y",
                "$\\$5$|\\$5",
                "costs $5 and $6|",
                "costs $5, or $6|",
                "from $ 5 $|",
                "`$x$`|"
            })
    void protectsFormulasFromMarkdown(String text, String formulas) {
        assertThat(Jsoup.parse(render(text)).select("code.language-math").eachText())
                .isEqualTo(formulas == null ? List.of() : List.of(formulas.split(",")));
    }

    @Test
    void displaysAFormulaOnSeparateLinesAsABlock() {
        assertThat(render("$$\na_1 *b* \\\\\nc\n$$"))
                .isEqualTo("<p><code class=\"language-math display\">a_1 *b* \\\\\nc</code></p>\n");
    }

    @Test
    void keepsTheLanguageOfCodeForTheScript() {
        assertThat(render("```mermaid\ngraph LR\n```")).contains("<code class=\"language-mermaid\">graph LR");
        assertThat(render("```c++\nx\n```")).contains("class=\"language-c++\"");
    }

    @Test
    void resolvesLinksAndPicturesInAnyBlock() {
        assertThat(render("[a](b.md) ![c](d.png) <a href=\"e.md\">f</a> <img src=\"g.png\">\n\n[h]\n\n[h]: i.md"))
                .contains("href=\"/at/b.md\"", "src=\"/at/d.png\"", "href=\"/at/e.md\"", "src=\"/at/g.png\"")
                .contains("href=\"/at/i.md\"");
        assertThat(render("see https://example.org/x.")).contains("<a href=\"https://example.org/x\">");
    }

    @Test
    void rendersAPictureOnAnotherServerAsALink() {
        assertThat(render("![chart](https://x.example/c.png)"))
                .isEqualTo("<p><a href=\"https://x.example/c.png\">chart</a></p>\n");
        assertThat(render("[![build](//x.example/b.svg)](https://x.example)"))
                .isEqualTo("<p><a href=\"https://x.example\">build</a></p>\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ", "* > "})
    void rendersThousandsOfNestedBlocks(String part) {
        assertThat(render(part.repeat(10_000) + "x")).contains("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<div>\n", "<b>", "[", "![[", "**a _b ", "$", "$$ $ ", "$a", "$a\\$"})
    void rendersThousandsOfRepeatedPieces(String part) {
        assertThat(render(part.repeat(1_000) + "x")).contains("x");
    }

    @Test
    void reportsATextThatIsTooLargeAndShowsItsSource() {
        RenderedPage page = page("<b>" + "x".repeat(MarkdownRenderer.MAX_CHARS));

        assertThat(page.notices())
                .containsExactly(
                        "This text is not rendered: it has 1,048,579 characters, and the limit is 1,048,576. Below"
                                + " is its Markdown. Split the page to have it rendered.");
        assertThat(page.body()).startsWith("<pre class=\"source\" tabindex=\"0\">&lt;b&gt;xxx");
        assertThat(page("x".repeat(MarkdownRenderer.MAX_CHARS)).notices()).isEmpty();
    }

    @Test
    void reportsBlocksThatAreNestedTooDeep() {
        assertThat(page("> ".repeat(MarkdownRenderer.MAX_DEPTH - 1) + "x").notices())
                .isEmpty();
        assertThat(page("> ".repeat(MarkdownRenderer.MAX_DEPTH + 1) + "x").notices())
                .containsExactly("Quotations and lists nested deeper than 100 levels are shown as plain text.");
        assertThat(page("<b>".repeat(1_000) + "x").notices())
                .containsExactly("HTML elements nested deeper than 512 levels are shown side by side.");
    }

    @Test
    void namesTheHtmlThatWasRemoved() {
        assertThat(page("<script>alert(1)</script>\n\n<p onclick='x()'>x</p> <a href='javascript:x()'>x</a>")
                        .notices())
                .containsExactly("HTML that a page may not contain was removed: <script>, href, onclick.");
        assertThat(page("<a1><a2><a3><a4><a5><a6><a7><a8><a9><b1><b2>").notices())
                .singleElement()
                .asString()
                .endsWith("<a9>, <b1> and more.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Title {#id}\n\n[a](b.md) ![c](d.png) ![e](//x.example/f.png) www.example.org",
                "- [x] done\n- [ ] open\n\n1. one\n\n5. five\n\n~~gone~~",
                "| a | b |\n|:--|--:|\n| 1 | 2 |\n\nNote[^1]\n\n[^1]: Text",
                "> [!NOTE]\n> x\n\n<details open><summary>s</summary>\n\nx\n\n</details>\n\n<!-- comment -->",
                "$x$\n\n$$y$$\n\n```mermaid\ngraph\n```\n\n```\nplain\n```\n\n3. three"
            })
    void reportsNothingIfEverythingIsRendered(String text) {
        assertThat(page(text).notices()).isEmpty();
    }

    /** Searching the end of each formula separately would take quadratic time in the number of dollar signs. */
    @Test
    void rendersUnclosedDollarSignsInLinearTime() {
        assertThat(render("$a\\$".repeat(200_000)).length()).isEqualTo(600_008);
    }

    @Test
    void marksLinksAndPicturesWithoutATarget() {
        assertThat(
                        render(
                                "[a](missing.md) ![b](missing.png) [![c](missing.png)](x.md) <a class='broken' href='y.md'>d</a>"))
                .contains("<a href=\"/at/missing.md\" class=\"broken\" title=\"There is no such page or file.\">a</a>")
                .contains(
                        "<a href=\"/at/missing.png\" class=\"broken picture\" title=\"There is no such page or file.\">b</a>")
                .contains(
                        "<a href=\"/at/x.md\"><span class=\"broken picture\" title=\"There is no such page or file.\">c</span></a>")
                .contains("<a href=\"/at/y.md\">d</a>");
    }

    @Test
    void rendersWikilinksAsLinksAndEmbedsAsPictures() {
        assertThat(render("[[Name]] [[a/b|text *x*]] ![[pic.png|300]] ![[Note]] `[[code]]` [[missing]]"))
                .contains("<a href=\"/wiki/Name\">Name</a>", "<a href=\"/wiki/a/b\">text *x*</a>")
                .contains(
                        "<img src=\"/wiki/pic.png\" alt=\"pic.png\" loading=\"lazy\">",
                        "<a href=\"/wiki/Note\">Note</a>")
                .contains("<code>[[code]]</code>", "class=\"broken\"");
        assertThat(render("| a |\n|---|\n| [[b\\|c]] |\n")).contains("<td><a href=\"/wiki/b\">c</a></td>");
    }

    @Test
    void hidesAHeadingThatRepeatsTheTitle() {
        assertThat(render("---\na: b\n---\n# Title *of* the `page` {#x}\n\nText\n"))
                .isEqualTo("<p>Text</p>\n");
        assertThat(render("Text\n\n# Title of the page\n")).contains("Title of the page");
        assertThat(render("# Other\n")).contains("Other");
    }

    private String render(String text) {
        return page(text).body();
    }

    private RenderedPage page(String text) {
        return markdown.render("Title of the page", text, new TextLinks() {
            @Override
            public Address of(String link) {
                return link.startsWith("missing")
                        ? new Address("/at/" + link, Kind.NOTHING)
                        : Address.of(link.matches("[\\w.-]+") ? "/at/" + link : link);
            }

            @Override
            public Address ofWikilink(MarkdownLink link) {
                String path = link.destination().path();
                Kind kind = path.startsWith("missing") ? Kind.NOTHING : path.endsWith(".png") ? Kind.IMAGE : Kind.OTHER;
                return new Address("/wiki/" + path, kind);
            }
        });
    }
}
