package dev.gitsync.markdown.internal;

import java.util.regex.Pattern;

/** URIs and email addresses in angle brackets. */
final class Autolinks {
    private static final Pattern LINK = Pattern.compile("[a-zA-Z][a-zA-Z0-9.+-]{1,31}+:[^<>\\x00-\\x20]*+"
            + "|[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]++@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?+"
            + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?+)*+");

    private Autolinks() {}

    /** Returns the index after the autolink at {@code at}, or -1 if there is none. */
    static int end(String text, int at) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '<' && text.charAt(end) != '>') {
            if (text.charAt(end) <= ' ') {
                return -1;
            }
            end++;
        }
        boolean closed = LinkSyntax.hasAt(text, end, '>');
        return closed && LINK.matcher(text).region(at + 1, end).matches() ? end + 1 : -1;
    }
}
