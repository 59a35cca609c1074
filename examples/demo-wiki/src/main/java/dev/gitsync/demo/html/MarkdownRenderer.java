package dev.gitsync.demo.html;

import dev.gitsync.demo.html.RenderedPage.Property;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.commonmark.Extension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Turns a page's Markdown into HTML that can do no harm: HTML in the text is shown and not run, addresses with a scheme other
 * than http, https, mailto and data images are emptied. Safe for use by several threads.
 */
public final class MarkdownRenderer {
    private static final List<Extension> EXTENSIONS = List.of(
            TablesExtension.create(),
            StrikethroughExtension.create(),
            TaskListItemsExtension.create(),
            HeadingAnchorExtension.create(),
            YamlFrontMatterExtension.create());

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final HtmlRenderer renderer = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .build();

    /**
     * Renders a page.
     *
     * @param text the Markdown, with or without front matter
     * @param links where a link or picture that the text names is really to be found; gets what stands in the text
     */
    public RenderedPage render(String text, UnaryOperator<String> links) {
        Node document = parser.parse(text);
        YamlFrontMatterVisitor frontMatter = new YamlFrontMatterVisitor();
        document.accept(frontMatter);
        document.accept(new LinkRewriter(links));
        return new RenderedPage(properties(frontMatter.getData()), new Html(renderer.render(document)));
    }

    private static List<Property> properties(Map<String, List<String>> data) {
        return data.entrySet().stream()
                .map(entry -> new Property(entry.getKey(), String.join(", ", entry.getValue())))
                .filter(property -> !property.value().isBlank())
                .toList();
    }

    private static final class LinkRewriter extends AbstractVisitor {
        private final UnaryOperator<String> links;

        private LinkRewriter(UnaryOperator<String> links) {
            this.links = links;
        }

        @Override
        public void visit(Link link) {
            link.setDestination(links.apply(link.getDestination()));
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            image.setDestination(links.apply(image.getDestination()));
            visitChildren(image);
        }
    }
}
