package dev.gitsync.markdown.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.InlineParserFactory;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** Parses the blocks of a document, with positions. */
final class Blocks {
    /** The deepest nesting of blocks; deeper ones are read as text. */
    static final int MAX_DEPTH = 100;
    /** The product of lines and depth up to which positions are kept: each open block keeps one for each line. */
    private static final int MAX_POSITIONS = 2_000_000;

    private static final int MIN_DEPTH = 8;
    private static final Set<Class<? extends Block>> TYPES = new LinkedHashSet<>(List.of(
            BlockQuote.class,
            Heading.class,
            FencedCodeBlock.class,
            ThematicBreak.class,
            ListBlock.class,
            IndentedCodeBlock.class));

    private Blocks() {}

    /** Returns the blocks of {@code text}; {@code inlines} creates what is called with the content of each. */
    static Node parse(String text, InlineParserFactory inlines) {
        return Parser.builder()
                .enabledBlockTypes(TYPES)
                .extensions(List.of(FootnotesExtension.create()))
                .customBlockParserFactory(HtmlBlocks.factory())
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .inlineParserFactory(inlines)
                .maxOpenBlockParsers(depth(text))
                .build()
                .parse(text);
    }

    private static int depth(String text) {
        long lines = IntStream.range(0, text.length())
                        .filter(at -> endsLine(text, at))
                        .count()
                + 1;
        return (int) Math.max(MIN_DEPTH, Math.min(MAX_DEPTH, MAX_POSITIONS / lines));
    }

    private static boolean endsLine(String text, int at) {
        char c = text.charAt(at);
        return c == '\n' || (c == '\r' && !LinkSyntax.hasAt(text, at + 1, '\n'));
    }

    /** Returns the node that follows in the order of the document, or null behind the last one below {@code root}. */
    static @Nullable Node next(Node node, Node root) {
        if (node.getFirstChild() != null) {
            return node.getFirstChild();
        }
        Node at = node;
        while (at != root && at.getNext() == null) {
            at = at.getParent();
        }
        return at == root ? null : at.getNext();
    }
}
