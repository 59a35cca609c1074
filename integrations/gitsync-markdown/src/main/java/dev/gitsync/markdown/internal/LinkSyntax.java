package dev.gitsync.markdown.internal;

/** Character classes and small constructs of CommonMark 0.31. */
public final class LinkSyntax {
    /** The longest label, without its brackets. */
    static final int MAX_LABEL = 999;

    private static final String ESCAPABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final int MAX_PARENTHESES = 32;

    private LinkSyntax() {}

    /** Returns the index after a character or, if it is a backslash, after what it escapes. */
    static int next(String text, int at) {
        boolean escapes = text.charAt(at) == '\\' && at + 1 < text.length() && isEscapable(text.charAt(at + 1));
        return at + (escapes ? 2 : 1);
    }

    static boolean isEscapable(char c) {
        return ESCAPABLE.indexOf(c) >= 0;
    }

    static boolean isWhitespace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isLetterOrDigit(char c) {
        return isLetter(c) || (c >= '0' && c <= '9');
    }

    static int skipWhitespace(String text, int from) {
        int at = from;
        while (at < text.length() && isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean hasAt(String text, int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    /**
     * Returns the index of the bracket that closes a label whose content begins at {@code from}, or -1 if it is not a label.
     */
    static int endOfLabel(String text, int from) {
        int limit = Math.min(text.length(), from + MAX_LABEL + 1);
        for (int at = from; at < limit; at = next(text, at)) {
            char c = text.charAt(at);
            if (c == ']' || c == '[') {
                return c == ']' ? at : -1;
            }
        }
        return -1;
    }

    /** Returns the index after a destination, angle brackets included, or -1 if there is none. */
    public static int endOfDestination(String text, int from) {
        return hasAt(text, from, '<') ? endOfAngled(text, from + 1) : endOfPlain(text, from);
    }

    private static int endOfAngled(String text, int from) {
        for (int at = from; at < text.length(); at = next(text, at)) {
            char c = text.charAt(at);
            if (c == '>') {
                return at + 1;
            }
            if (c == '<' || c == '\n') {
                return -1;
            }
        }
        return -1;
    }

    private static int endOfPlain(String text, int from) {
        int open = 0;
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || Character.isISOControl(c)) {
                return at > from ? at : -1;
            }
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (open < 0 || open > MAX_PARENTHESES) {
                return open < 0 ? at : -1;
            }
            at = next(text, at);
        }
        return from < text.length() ? at : -1;
    }

    /** Returns the index after a title, or -1 if there is none. */
    static int endOfTitle(String text, int from) {
        char open = from < text.length() ? text.charAt(from) : ' ';
        if (open != '"' && open != '\'' && open != '(') {
            return -1;
        }
        char close = open == '(' ? ')' : open;
        for (int at = from + 1; at < text.length(); at = next(text, at)) {
            char c = text.charAt(at);
            if (c == close) {
                return at + 1;
            }
            if (c == '(' && open == '(') {
                return -1;
            }
        }
        return -1;
    }
}
