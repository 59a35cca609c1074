package dev.gitsync.demo.markdown;

import java.util.Set;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;
import org.jsoup.nodes.Entities;

/**
 * Recognizes formulas in TeX: {@code $x$} within a line, {@code $$x$$} on lines of its own. A single dollar sign means currency if
 * a blank follows it, a blank precedes the closing one, or a digit follows the closing one. The script of the page renders them.
 * Each block has an instance of its own, which looks for a closing dollar sign in vain only once: the time is linear in the text.
 */
final class MathParser implements InlineContentParser {
    private static final char DOLLAR = '$';

    private final boolean[] unclosed = new boolean[3];

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        Scanner scanner = state.scanner();
        int dollars = scanner.matchMultiple(DOLLAR);
        Position start = scanner.position();
        if (dollars > 2) {
            return ParsedInline.of(new Text("$".repeat(dollars)), start);
        }
        while (!unclosed[dollars] && scanner.find(DOLLAR) >= 0) {
            boolean escaped = scanner.peekPreviousCodePoint() == '\\';
            Position end = scanner.position();
            boolean closed = scanner.matchMultiple(DOLLAR) == dollars && !escaped;
            if (closed) {
                String tex = scanner.getSource(start, end).getContent();
                return dollars == 2 || isFormula(tex, scanner.peek())
                        ? ParsedInline.of(code(tex, dollars == 2), scanner.position())
                        : ParsedInline.none();
            }
        }
        unclosed[dollars] = true;
        return ParsedInline.none();
    }

    private static boolean isFormula(String tex, char next) {
        return !tex.isEmpty() && tex.strip().equals(tex) && !Character.isDigit(next);
    }

    private static HtmlInline code(String tex, boolean display) {
        String plain =
                tex.length() > 2 && tex.startsWith("`") && tex.endsWith("`") ? tex.substring(1, tex.length() - 1) : tex;
        HtmlInline code = new HtmlInline();
        code.setLiteral("<code class=\"language-math" + (display ? " display" : "") + "\">"
                + Entities.escape(plain.strip()) + "</code>");
        return code;
    }

    static final class Factory implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of(DOLLAR);
        }

        @Override
        public InlineContentParser create() {
            return new MathParser();
        }
    }
}
