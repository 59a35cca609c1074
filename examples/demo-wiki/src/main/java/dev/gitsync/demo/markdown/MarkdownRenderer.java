package dev.gitsync.demo.markdown;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Renders a page's Markdown as HTML that is safe to send: whatever HTML stands in the text passes {@link SafeHtml}. Safe for use
 * by several threads.
 */
public final class MarkdownRenderer {
    /** Deeper blocks than people write would overflow the stack of the renderer. */
    private static final int MOST_OPEN_BLOCKS = 100;

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
            .maxOpenBlockParsers(MOST_OPEN_BLOCKS)
            .build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    /**
     * Renders a page.
     *
     * @param text the Markdown, with or without front matter
     * @param links returns the address of a link or picture; gets the destination as it stands in the text
     */
    public RenderedPage render(String text, UnaryOperator<String> links) {
        Node document = parser.parse(text);
        YamlFrontMatterVisitor frontMatter = new YamlFrontMatterVisitor();
        document.accept(frontMatter);
        String body = SafeHtml.of(renderer.render(document), links);
        return new RenderedPage(properties(frontMatter.getData()), body);
    }

    private static List<Property> properties(Map<String, List<String>> data) {
        return data.entrySet().stream()
                .map(entry -> new Property(entry.getKey(), String.join(", ", entry.getValue())))
                .filter(property -> !property.value().isBlank())
                .toList();
    }

    /**
     * A page's Markdown as HTML.
     *
     * @param properties the front matter, in its order
     * @param body the text, safe to send
     */
    public record RenderedPage(List<Property> properties, String body) {}

    /** One line of the front matter; a list of values is joined by commas. */
    public record Property(String name, String value) {}
}
