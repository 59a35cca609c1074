package dev.gitsync.examples.embedding.markup;

import dev.gitsync.format.PageFormat;
import dev.gitsync.format.link.LinkReader;
import java.util.Optional;

/**
 * XWiki 2.1: the title is a heading of level 1, {@code = Title =}, on the first line that is not blank. A title that it can't contain is
 * in a comment.
 */
public final class XWikiMarkup {
    private XWikiMarkup() {}

    /** Returns a format of page files. */
    public static PageFormat format() {
        return new HeadedFormat(new Titles());
    }

    /** Returns a reader of links: {@code [[label>>reference]]} and {@code image:}. */
    public static LinkReader links() {
        return new XWikiLinks();
    }

    private static final class Titles implements TitleSyntax {
        @Override
        public String extension() {
            return ".xwiki";
        }

        @Override
        public Optional<TextRange> heading(String text) {
            int line = !text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0;
            while (line < text.length() && Lines.content(text, line).isBlank()) {
                line = Lines.next(text, line);
            }
            String content = Lines.content(text, line);
            if (!content.startsWith("= ")) {
                return Optional.empty();
            }
            int end = content.stripTrailing().length();
            boolean isClosed = end > 3 && content.startsWith(" =", end - 2);
            return Lines.solid(text, line + 2, line + (isClosed ? end - 2 : end));
        }

        @Override
        public String newHeading(String title) {
            return "= " + title + " =\n\n";
        }

        @Override
        public Note note() {
            return new Note("{{comment}}title: ", "{{/comment}}");
        }
    }
}
