package dev.gitsync.markdown.internal;

import dev.gitsync.markdown.link.LinkKind;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds the links in the text of a paragraph, a heading or a cell of a table, by the algorithm of CommonMark 0.31 for brackets,
 * without building nodes:
 *
 * <ol>
 *   <li>Escapes, code spans, autolinks and raw HTML come first; brackets in them mean nothing.
 *   <li>An opening bracket goes onto a stack. A closing one takes the last; with a destination or a defined label behind it,
 *       both are a link, and no link may contain it any more.
 *   <li>Two pairs of brackets that are no link are a wikilink.
 * </ol>
 *
 * <p>The time is linear in the length of the text: labels and nested parentheses are limited, and {@link Spans} remembers what
 * has no end.
 */
final class InlineScanner {
    /** The longest wikilink, without its brackets. */
    private static final int MAX_WIKILINK = 1000;

    private final BlockText block;
    private final String text;
    private final Definitions definitions;
    private final Links links;
    private final Spans spans;
    private final HtmlScanner html;
    private final Deque<Bracket> brackets = new ArrayDeque<>();
    /** The number of brackets at the bottom of the stack that can't open a link any more. */
    private int inactive;

    /** An opening bracket at {@code at}; that of an image begins one before. */
    private static final class Bracket {
        final int at;
        final boolean image;
        boolean bracketAfter;

        Bracket(int at, boolean image) {
            this.at = at;
            this.image = image;
        }

        int start() {
            return image ? at - 1 : at;
        }
    }

    /** What a document defines. */
    interface Definitions {
        boolean isLabel(String label);

        boolean isFootnote(String label);
    }

    InlineScanner(BlockText block, Definitions definitions, Links links) {
        this.block = block;
        this.text = block.content();
        this.definitions = definitions;
        this.links = links;
        this.spans = new Spans(text);
        this.html = new HtmlScanner(text, spans);
    }

    /** Reports all links. */
    void scan() {
        for (int at = 0; at < text.length(); ) {
            at = switch (text.charAt(at)) {
                case '`' -> spans.endOfCode(at);
                case '<' -> angleBracket(at);
                case '!' -> LinkSyntax.hasAt(text, at + 1, '[') ? open(at + 1, true) : at + 1;
                case '[' -> open(at, false);
                case ']' -> close(at);
                default -> LinkSyntax.next(text, at);
            };
        }
    }

    private int angleBracket(int at) {
        int autolink = Autolinks.end(text, at);
        if (autolink > 0) {
            links.add(block, new Links.Found(LinkKind.AUTOLINK, at, autolink, at + 1, autolink - 1));
            return autolink;
        }
        int end = html.end(at, (from, to) -> links.add(block, new Links.Found(LinkKind.HTML, from, to, from, to)));
        return end < 0 ? at + 1 : end;
    }

    private int open(int at, boolean image) {
        Bracket last = brackets.peek();
        if (last != null) {
            last.bracketAfter = true;
        }
        brackets.push(new Bracket(at, image));
        return at + 1;
    }

    private int close(int at) {
        if (brackets.isEmpty()) {
            return at + 1;
        }
        boolean active = brackets.size() > inactive;
        Bracket opener = brackets.pop();
        if (!active && !opener.image) {
            inactive = Math.min(inactive, brackets.size());
            return at + 1;
        }
        int end = inlineLink(opener, at);
        boolean footnote = end < 0 && isFootnote(opener, at);
        end = footnote ? at + 1 : end < 0 ? reference(opener, at) : end;
        boolean noneAround = end >= 0 && (footnote || !opener.image);
        inactive = noneAround ? brackets.size() : Math.min(inactive, brackets.size());
        if (end < 0) {
            wikilink(opener, at);
        }
        return end < 0 ? at + 1 : end;
    }

    /** Reports a link if a destination in parentheses follows; returns the index after them, else -1. */
    private int inlineLink(Bracket opener, int close) {
        if (!LinkSyntax.hasAt(text, close + 1, '(')) {
            return -1;
        }
        int from = LinkSyntax.skipWhitespace(text, close + 2);
        int to = LinkSyntax.endOfDestination(text, from);
        if (to < 0) {
            return -1;
        }
        int title = LinkSyntax.skipWhitespace(text, to);
        int afterTitle = title > to ? LinkSyntax.endOfTitle(text, title) : -1;
        int end = LinkSyntax.skipWhitespace(text, afterTitle < 0 ? title : afterTitle);
        if (!LinkSyntax.hasAt(text, end, ')')) {
            return -1;
        }
        int angle = LinkSyntax.hasAt(text, from, '<') ? 1 : 0;
        LinkKind kind = opener.image ? LinkKind.IMAGE : LinkKind.LINK;
        links.add(block, new Links.Found(kind, opener.start(), end + 1, from + angle, to - angle));
        return end + 1;
    }

    private boolean isFootnote(Bracket opener, int close) {
        if (!LinkSyntax.hasAt(text, opener.at + 1, '^') || close - opener.at > LinkSyntax.MAX_LABEL) {
            return false;
        }
        int label = LinkSyntax.hasAt(text, close + 1, '[') ? LinkSyntax.endOfLabel(text, close + 2) : -1;
        boolean other = label > close + 2 && definitions.isLabel(text.substring(close + 2, label));
        return !other && definitions.isFootnote(text.substring(opener.at + 2, close));
    }

    /** Returns the index after a reference to a definition, or -1 if there is none. */
    private int reference(Bracket opener, int close) {
        int label = LinkSyntax.hasAt(text, close + 1, '[') ? LinkSyntax.endOfLabel(text, close + 2) : -1;
        int end = label < 0 ? close + 1 : label + 1;
        if (label > close + 2) {
            return definitions.isLabel(text.substring(close + 2, label)) ? end : -1;
        }
        boolean canBeLabel = close - opener.at - 1 <= LinkSyntax.MAX_LABEL && (opener.image || !opener.bracketAfter);
        return canBeLabel && definitions.isLabel(text.substring(opener.at + 1, close)) ? end : -1;
    }

    private void wikilink(Bracket opener, int close) {
        int from = opener.at + 2;
        int to = close - 1;
        if (to > from
                && to - from <= MAX_WIKILINK
                && text.charAt(from - 1) == '['
                && text.charAt(to) == ']'
                && isWikilink(text.substring(from, to))) {
            LinkKind kind = opener.image ? LinkKind.EMBED : LinkKind.WIKILINK;
            links.add(block, new Links.Found(kind, opener.start(), close + 1, from, endOfTarget(from, to)));
        }
    }

    private static boolean isWikilink(String inside) {
        return !inside.isBlank() && inside.chars().noneMatch(c -> c == '[' || c == ']' || c == '\n');
    }

    /** Returns the index of the bar before the text of a wikilink; in tables, a backslash stands before it. */
    private int endOfTarget(int from, int to) {
        int bar = from;
        while (bar < to && text.charAt(bar) != '|') {
            bar++;
        }
        return bar > from && bar < to && text.charAt(bar - 1) == '\\' ? bar - 1 : bar;
    }
}
