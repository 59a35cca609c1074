package dev.gitsync.markdown.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Character references of HTML: a name or a number between an ampersand and a semicolon. */
final class Entities {
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#[xX][0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});");
    private static final Parser PARSER = Parser.builder().build();

    private Entities() {}

    /** Returns the index after the reference at {@code at}, or -1 if there is none. */
    static int end(String text, int at) {
        Matcher matcher = ENTITY.matcher(text).region(at, Math.min(text.length(), at + 40));
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /** Returns the characters of a reference; the reference itself if its name is unknown. */
    static String decode(String entity) {
        Node paragraph = PARSER.parse(entity).getFirstChild();
        return paragraph != null && paragraph.getFirstChild() instanceof Text text ? text.getLiteral() : entity;
    }
}
