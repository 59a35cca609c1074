package dev.gitsync.markdown.internal;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads raw HTML by the rules of CommonMark for inline HTML: tags, comments, processing instructions, declarations and CDATA
 * sections. Reports the values of {@code href} and {@code src} in complete tags.
 */
final class HtmlScanner {
    private static final Set<String> LINKING = Set.of("href", "src");
    private static final Set<String> WITHOUT_MARKUP = Set.of("script", "style", "textarea", "title");

    /** Receives the values of attributes. */
    interface Values {
        /** Accepts a value at {@code [from, to)}, without quotes. */
        void add(int from, int to);
    }

    private final String text;
    private final Spans spans;

    HtmlScanner(String text, Spans spans) {
        this.text = text;
        this.spans = spans;
    }

    /** Reports the links in a block of HTML. */
    void scanBlock(Values values) {
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
            int end = end(at, values);
            at = end < 0 ? at + 1 : skipContent(at, end);
        }
    }

    /** Returns the index behind the content of an element in which tags have no meaning, else {@code end}. */
    private int skipContent(int tag, int end) {
        String name = text.substring(tag + 1, endOfName(tag + 1)).toLowerCase(Locale.ROOT);
        if (!WITHOUT_MARKUP.contains(name)) {
            return end;
        }
        int close = spans.afterIgnoringCase("</" + name, end);
        return close < 0 ? text.length() : close;
    }

    /** Returns the index after the construct that begins at {@code at}, or -1 if there is none. */
    int end(int at, Values values) {
        char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (c == '!') {
            return endOfMarkup(at + 2);
        }
        if (c == '?') {
            return spans.after("?>", at + 2);
        }
        if (c == '/') {
            int name = endOfName(at + 2);
            int close = LinkSyntax.skipWhitespace(text, name);
            return name > at + 2 && LinkSyntax.hasAt(text, close, '>') ? close + 1 : -1;
        }
        return LinkSyntax.isLetter(c) ? endOfTag(at + 1, values) : -1;
    }

    private int endOfMarkup(int at) {
        if (text.startsWith("--", at)) {
            for (String empty : new String[] {">", "->"}) {
                if (text.startsWith(empty, at + 2)) {
                    return at + 2 + empty.length();
                }
            }
            return spans.after("-->", at + 2);
        }
        if (text.startsWith("[CDATA[", at)) {
            return spans.after("]]>", at + 7);
        }
        int letters = at;
        while (letters < text.length() && LinkSyntax.isLetter(text.charAt(letters))) {
            letters++;
        }
        boolean declares = letters > at && letters < text.length() && LinkSyntax.isWhitespace(text.charAt(letters));
        return declares ? spans.after(">", letters) : -1;
    }

    private int endOfName(int from) {
        int at = from;
        while (at < text.length() && (at == from ? LinkSyntax.isLetter(text.charAt(at)) : isInName(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private static boolean isInName(char c) {
        return LinkSyntax.isLetterOrDigit(c) || c == '-';
    }

    private int endOfTag(int name, Values values) {
        Attributes attributes = new Attributes(endOfName(name));
        int at = attributes.read(null);
        if (at < 0) {
            return -1;
        }
        at = LinkSyntax.hasAt(text, at, '/') ? at + 1 : at;
        if (!LinkSyntax.hasAt(text, at, '>')) {
            return -1;
        }
        attributes.read(values);
        return at + 1;
    }

    /** The attributes of a tag. */
    private final class Attributes {
        private final int begin;

        Attributes(int begin) {
            this.begin = begin;
        }

        /** Returns the index after the attributes and the white space behind them, or -1 if one has no valid value. */
        int read(@Nullable Values values) {
            int at = LinkSyntax.skipWhitespace(text, begin);
            int end = begin;
            while (at > end && startsAttribute(at)) {
                int name = at;
                end = endOfAttributeName(at);
                at = LinkSyntax.skipWhitespace(text, end);
                if (LinkSyntax.hasAt(text, at, '=')) {
                    int value = LinkSyntax.skipWhitespace(text, at + 1);
                    String key = text.substring(name, end);
                    end = endOfValue(value);
                    if (end < 0) {
                        return -1;
                    }
                    report(key, value, end, values);
                    at = LinkSyntax.skipWhitespace(text, end);
                }
            }
            return at;
        }

        private void report(String key, int value, int end, @Nullable Values values) {
            if (values != null && LINKING.contains(key.toLowerCase(Locale.ROOT))) {
                int quote = isQuote(text.charAt(value)) ? 1 : 0;
                values.add(value + quote, end - quote);
            }
        }
    }

    private boolean startsAttribute(int at) {
        return at < text.length() && isAttributeStart(text.charAt(at));
    }

    private static boolean isAttributeStart(char c) {
        return LinkSyntax.isLetter(c) || c == '_' || c == ':';
    }

    private int endOfAttributeName(int from) {
        int at = from + 1;
        while (at < text.length() && (isAttributeStart(text.charAt(at)) || isInAttribute(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private static boolean isInAttribute(char c) {
        return LinkSyntax.isLetterOrDigit(c) || c == '.' || c == '-';
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    private int endOfValue(int from) {
        if (from < text.length() && isQuote(text.charAt(from))) {
            return spans.after(String.valueOf(text.charAt(from)), from + 1);
        }
        int at = from;
        while (at < text.length()
                && !LinkSyntax.isWhitespace(text.charAt(at))
                && "\"'=<>`".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at == from || at == text.length() ? -1 : at;
    }
}
