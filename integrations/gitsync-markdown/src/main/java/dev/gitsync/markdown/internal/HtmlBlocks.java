package dev.gitsync.markdown.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.jspecify.annotations.Nullable;

/**
 * Finds blocks of HTML by the seven rules of CommonMark 0.31 and hands their lines, with positions, to the inline parser. The
 * block parser of commonmark-java 0.28 loses the positions of lines, and overflows the stack on a tag with many attributes.
 */
final class HtmlBlocks extends AbstractBlockParser {
    /** The beginning of a block, and its end; null if a blank line ends it. */
    private record Rule(Pattern begin, @Nullable Pattern end) {}

    private static final List<Rule> RULES = List.of(
            rule("(?i)<(?:script|pre|style|textarea)(?:\\s|>|$)", "(?i)</(?:script|pre|style|textarea)>"),
            rule("<!--", "-->"),
            rule("<\\?", "\\?>"),
            rule("<![A-Za-z]", ">"),
            rule("<!\\[CDATA\\[", "\\]\\]>"),
            new Rule(
                    Pattern.compile(
                            "(?i)</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd"
                                    + "|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset"
                                    + "|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol"
                                    + "|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr"
                                    + "|track|ul)(?:\\s|/?>|$)"),
                    null));

    private final HtmlBlock block = new HtmlBlock();
    private final Rule rule;
    private final List<SourceLine> lines = new ArrayList<>();
    private boolean finished;

    private HtmlBlocks(Rule rule) {
        this.rule = rule;
    }

    private static Rule rule(String begin, String end) {
        return new Rule(Pattern.compile(begin), Pattern.compile(end));
    }

    /** Returns the factory to register with a parser. */
    static BlockParserFactory factory() {
        return HtmlBlocks::tryStart;
    }

    private static BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
        CharSequence line = state.getLine().getContent();
        int begin = state.getNextNonSpaceIndex();
        if (state.getIndent() >= 4 || line.charAt(begin) != '<') {
            return BlockStart.none();
        }
        String html = line.subSequence(begin, line.length()).toString();
        for (Rule rule : RULES) {
            if (rule.begin().matcher(html).lookingAt()) {
                return BlockStart.of(new HtmlBlocks(rule)).atIndex(state.getIndex());
            }
        }
        boolean interrupts = matched.getMatchedBlockParser().getBlock() instanceof Paragraph
                || state.getActiveBlockParser().canHaveLazyContinuationLines();
        return !interrupts && isTag(html)
                ? BlockStart.of(new HtmlBlocks(RULES.get(RULES.size() - 1))).atIndex(state.getIndex())
                : BlockStart.none();
    }

    /** Returns whether the line is one complete tag, opening or closing. */
    private static boolean isTag(String line) {
        if (line.length() < 2 || line.charAt(1) == '!' || line.charAt(1) == '?') {
            return false;
        }
        int end = new HtmlScanner(line, new Spans(line)).end(0, (from, to) -> {});
        return end > 0 && LinkSyntax.skipWhitespace(line, end) == line.length();
    }

    @Override
    public Block getBlock() {
        return block;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        return finished || (state.isBlank() && rule.end() == null)
                ? BlockContinue.none()
                : BlockContinue.atIndex(state.getIndex());
    }

    @Override
    public void addLine(SourceLine line) {
        lines.add(line);
        finished = rule.end() != null && rule.end().matcher(line.getContent()).find();
    }

    @Override
    public void parseInlines(InlineParser inlineParser) {
        inlineParser.parse(SourceLines.of(lines), block);
    }
}
