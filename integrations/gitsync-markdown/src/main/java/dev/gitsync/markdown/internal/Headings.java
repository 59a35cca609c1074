package dev.gitsync.markdown.internal;

import dev.gitsync.markdown.link.TextRange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.SourceLines;
import org.jspecify.annotations.Nullable;

/**
 * Finds the heading that is the title of a document: the first one outside of lists and quotes that has text. A heading in HTML
 * above it ends the search, because the title that readers see has no place in Markdown then.
 *
 * <p>Blocks are parsed from the top up to a line that may be a heading, and only then further, so that a title at the top costs
 * one line.
 */
public final class Headings {
    /** A heading that begins later is not a title. */
    static final int MAX_POSITION = 16_384;
    /** A longer heading is not a title. */
    static final int MAX_LENGTH = 1000;

    private static final Pattern CANDIDATE =
            Pattern.compile("(?m)^ {0,3}+(?:#{1,6}+(?=[ \\t\\r\\n]|\\z)|(?:=++|-++)[ \\t]*+(?=[\\r\\n]|\\z))");
    private static final Pattern IN_HTML = Pattern.compile("(?i)<h[1-6][\\s>]");
    /** As static site generators write the id of a heading. */
    private static final Pattern ATTRIBUTES = Pattern.compile("(?<!\\\\)\\{[#.:][^{}\\n]*+\\}$");

    private final Map<Node, SourceLines> contents = new HashMap<>();
    private final int maxLevel;
    private final int offset;
    private final Node root;

    private Headings(String part, int offset, int maxLevel) {
        this.maxLevel = maxLevel;
        this.offset = offset;
        this.root = Blocks.parse(part, context -> (lines, node) -> contents.put(node, lines));
    }

    /**
     * A heading.
     *
     * @param title its text, without markup
     * @param range the place of its text, without the characters that make it a heading and without attributes in braces
     * @param isAtx whether it begins with number signs; otherwise it is underlined
     */
    public record Title(String title, TextRange range, boolean isAtx) {}

    /**
     * Returns the heading that is the title.
     *
     * @param offset the position at which the document begins, behind front matter
     * @param maxLevel the level of the smallest heading that can be a title, 1 to 6
     */
    public static Optional<Title> first(String document, int offset, int maxLevel) {
        int limit = Math.min(document.length(), offset + MAX_POSITION);
        Matcher candidates = CANDIDATE.matcher(document).region(offset, limit);
        int parsed = offset;
        while (candidates.find()) {
            if (candidates.end() > parsed) {
                parsed = endOfLine(document, Math.max(candidates.end(), Math.min(limit, 2 * parsed - offset)));
                Headings headings = new Headings(document.substring(offset, parsed), offset, maxLevel);
                Optional<Found> found = headings.found();
                if (found.isPresent()) {
                    return found.flatMap(Found::title);
                }
            }
        }
        return Optional.empty();
    }

    private static int endOfLine(String document, int from) {
        int at = Math.min(from, document.length());
        while (at < document.length() && document.charAt(at) != '\n' && document.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    /** The end of a search: at a heading with a title, or at HTML that contains a heading. */
    private record Found(Optional<Title> title) {}

    private Optional<Found> found() {
        for (Node node = root.getFirstChild(); node != null; node = node.getNext()) {
            Optional<Title> title = Optional.ofNullable(title(node));
            if (title.isPresent() || isHeadingInHtml(node)) {
                return Optional.of(new Found(title));
            }
        }
        return Optional.empty();
    }

    private boolean isHeadingInHtml(Node node) {
        SourceLines lines = node instanceof HtmlBlock ? contents.get(node) : null;
        String html = lines == null ? "" : lines.getContent();
        return !html.startsWith("<!--") && IN_HTML.matcher(html).find();
    }

    private @Nullable Title title(Node node) {
        SourceLines lines = contents.get(node);
        if (!(node instanceof Heading heading) || heading.getLevel() > maxLevel || lines == null || lines.isEmpty()) {
            return null;
        }
        BlockText block = BlockText.of(lines.getLines(), offset);
        String text = withoutAttributes(block.content());
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        String title = HeadingText.plain(text);
        int begin = text.length() - text.stripLeading().length();
        return title.isEmpty() ? null : new Title(title, block.range(begin, text.length()), isAtx(heading));
    }

    private static String withoutAttributes(String content) {
        String text = content.stripTrailing();
        if (!text.endsWith("}") || text.length() > MAX_LENGTH) {
            return text;
        }
        return ATTRIBUTES.matcher(text).replaceFirst("").stripTrailing();
    }

    /** An underlined heading has one line more than its text. */
    private boolean isAtx(Heading heading) {
        SourceLines lines = contents.get(heading);
        return lines == null
                || lines.getLines().size() == heading.getSourceSpans().size();
    }
}
