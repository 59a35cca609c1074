package dev.gitsync.markdown.internal;

import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.MarkdownLink;
import java.util.List;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.SourceLines;

/**
 * Finds the links of a document. commonmark-java calls it with the text of each block that can contain links, instead of its
 * own inline parser, after it has read all definitions.
 */
public final class DocumentLinks {
    private final String document;
    private final int offset;
    private final Links links;

    private DocumentLinks(String document, int offset, int limit) {
        this.document = document;
        this.offset = offset;
        this.links = new Links(limit);
    }

    /**
     * The links of a document.
     *
     * @param links in the order of their destinations
     * @param complete false if there are more than the limit
     */
    public record Result(List<MarkdownLink> links, boolean complete) {}

    /** Returns the first {@code limit} links of {@code document}, which begins at {@code offset}, behind front matter. */
    public static Result find(String document, int offset, int limit) {
        DocumentLinks found = new DocumentLinks(document, offset, limit);
        Node root = Blocks.parse(document.substring(offset), found::parser);
        found.addDefinitions(root);
        return new Result(found.links.inOrder(), found.links.isComplete());
    }

    private InlineParser parser(InlineParserContext context) {
        return (lines, block) -> add(lines, block, context);
    }

    private void add(SourceLines lines, Node node, InlineParserContext context) {
        if (lines.isEmpty()) {
            return;
        }
        BlockText block = BlockText.of(lines.getLines(), offset);
        if (node instanceof HtmlBlock) {
            new HtmlScanner(block.content(), new Spans(block.content()))
                    .scanBlock((from, to) -> links.add(block, new Links.Found(LinkKind.HTML, from, to, from, to)));
            return;
        }
        for (BlockText part : TableRows.split(block)) {
            new InlineScanner(part, new Defined(context), links).scan();
        }
    }

    private record Defined(InlineParserContext context) implements InlineScanner.Definitions {
        @Override
        public boolean isLabel(String label) {
            return context.getDefinition(LinkReferenceDefinition.class, label) != null;
        }

        @Override
        public boolean isFootnote(String label) {
            return context.getDefinition(FootnoteDefinition.class, label) != null;
        }
    }

    private void addDefinitions(Node root) {
        for (Node node = root; node != null; node = Blocks.next(node, root)) {
            if (node instanceof LinkReferenceDefinition) {
                addDefinition(BlockText.of(node.getSourceSpans(), document, offset));
            }
        }
    }

    private void addDefinition(BlockText block) {
        String text = block.content();
        int label = LinkSyntax.skipWhitespace(text, 0);
        int endOfLabel = LinkSyntax.endOfLabel(text, label + 1);
        int from = LinkSyntax.skipWhitespace(text, endOfLabel + 2);
        int to = LinkSyntax.endOfDestination(text, from);
        if (endOfLabel >= 0 && to >= 0) {
            int angle = LinkSyntax.hasAt(text, from, '<') ? 1 : 0;
            links.add(block, new Links.Found(LinkKind.DEFINITION, label, to, from + angle, to - angle));
        }
    }
}
