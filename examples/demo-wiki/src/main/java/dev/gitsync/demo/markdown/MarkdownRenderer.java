package dev.gitsync.demo.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterBlock;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * Renders the Markdown of a page as HTML that is safe to send: HTML in the text passes {@link SafeHtml}. Whatever is not rendered
 * is named in the notices of the result. Thread-safe.
 */
public final class MarkdownRenderer {
    /** The largest text that is rendered, in characters. */
    static final int MAX_CHARS = 1 << 20;
    /** The deepest nesting of quotations and lists that is rendered; more would overflow the stack of the renderer. */
    static final int MAX_DEPTH = 100;

    private static final List<Extension> EXTENSIONS = List.of(
            TablesExtension.create(),
            StrikethroughExtension.create(),
            TaskListItemsExtension.create(),
            FootnotesExtension.create(),
            AutolinkExtension.create(),
            HeadingAnchorExtension.create(),
            YamlFrontMatterExtension.create());

    private final Parser parser = Parser.builder()
            .extensions(EXTENSIONS)
            .customInlineContentParserFactory(new MathParser.Factory())
            .maxOpenBlockParsers(MAX_DEPTH)
            .build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    /**
     * Renders a page.
     *
     * @param title the title that is shown above the text; the text is rendered without a heading that repeats it at its beginning
     * @param text the Markdown, with or without front matter
     * @param links finds the addresses of links and pictures
     */
    public RenderedPage render(String title, String text, TextLinks links) {
        if (text.length() > MAX_CHARS) {
            String source = "<pre class=\"source\" tabindex=\"0\">" + Entities.escape(text) + "</pre>";
            String notice = String.format(
                    Locale.ENGLISH,
                    "This text is not rendered: it has %,d characters, and the limit is %,d. Below is its Markdown."
                            + " Split the page to have it rendered.",
                    text.length(),
                    MAX_CHARS);
            return new RenderedPage(List.of(), source, List.of(notice));
        }
        Wikilinks wikilinks = Wikilinks.written(text, links);
        Node document = parser.parse(wikilinks.text());
        removeTitle(document, title);
        YamlFrontMatterVisitor frontMatter = new YamlFrontMatterVisitor();
        document.accept(frontMatter);
        SafeHtml html = SafeHtml.of(renderer.render(document), destination -> wikilinks.address(destination, links));
        List<String> notices = new ArrayList<>(html.notices());
        if (depth(document) > MAX_DEPTH) {
            notices.add("Quotations and lists nested deeper than " + MAX_DEPTH + " levels are shown as plain text.");
        }
        return new RenderedPage(properties(frontMatter.getData()), html.body(), notices);
    }

    private static void removeTitle(Node document, String title) {
        @Nullable Node first = document.getFirstChild();
        if (first instanceof YamlFrontMatterBlock) {
            first = first.getNext();
        }
        if (first instanceof Heading heading && plain(heading).equals(title)) {
            heading.unlink();
        }
    }

    private static String plain(Heading heading) {
        StringBuilder text = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return SafeHtml.withoutId(text.toString()).strip();
    }

    private static int depth(Node block) {
        int below = 0;
        for (@Nullable Node child = block.getFirstChild(); child != null; child = child.getNext()) {
            below = child instanceof Block ? Math.max(below, 1 + depth(child)) : below;
        }
        return below;
    }

    private static List<Property> properties(Map<String, List<String>> data) {
        return data.entrySet().stream()
                .map(entry -> new Property(entry.getKey(), String.join(", ", entry.getValue())))
                .filter(property -> !property.value().isBlank())
                .toList();
    }

    /**
     * The Markdown of a page as HTML.
     *
     * @param properties the front matter, in its order
     * @param body the text, safe to send
     * @param notices a sentence for everything that the body does not show as written
     */
    public record RenderedPage(List<Property> properties, String body, List<String> notices) {}

    /** One line of the front matter; a list of values is joined by commas. */
    public record Property(String name, String value) {}
}
