package dev.gitsync.markdown.internal;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Converts between the text of a heading and a title without markup. */
public final class HeadingText {
    private static final Parser PARSER = Parser.builder().build();
    private static final Pattern LINE_END = Pattern.compile("\\\\?\\n");
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>&#{}~|]|^[-+=]|(?<=^\\d{1,9})[.)]");

    private HeadingText() {}

    /** Returns the text of a heading as readers see it. */
    static String plain(String markdown) {
        Node heading = PARSER.parse("# " + LINE_END.matcher(markdown).replaceAll(" ") + " #")
                .getFirstChild();
        StringBuilder plain = new StringBuilder();
        for (Node node = heading; node != null; node = Blocks.next(node, heading)) {
            plain.append(text(node));
        }
        return plain.toString().strip();
    }

    private static String text(Node node) {
        if (node instanceof Text text) {
            return text.getLiteral();
        }
        if (node instanceof Code code) {
            return code.getLiteral();
        }
        return node instanceof SoftLineBreak || node instanceof HardLineBreak ? " " : "";
    }

    /** Returns texts for a heading with this title, the most readable one first; each has to be checked in its place. */
    public static List<String> written(String title) {
        String escaped = MARKUP.matcher(title).replaceAll("\\\\$0");
        boolean mayBeLink = title.indexOf('[') >= 0 || title.indexOf(']') >= 0;
        return mayBeLink || title.equals(escaped) ? List.of(escaped) : List.of(title, escaped);
    }
}
