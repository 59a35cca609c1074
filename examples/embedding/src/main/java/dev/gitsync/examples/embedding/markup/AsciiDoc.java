package dev.gitsync.examples.embedding.markup;

import dev.gitsync.format.PageFormat;
import dev.gitsync.format.link.LinkReader;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * AsciiDoc: the title is the document title, {@code = Title}, above which there may be blank lines, comments and attributes. A title
 * that it can't contain is the attribute {@code :page-title:}.
 */
public final class AsciiDoc {
    private static final Pattern ABOVE = Pattern.compile("\\s*+|//(?!/).*+|:!?[\\w][\\w-]*+!?:(?:\\s.*+)?");

    private AsciiDoc() {}

    /** Returns a format of page files. */
    public static PageFormat format() {
        return new HeadedFormat(new Titles());
    }

    /** Returns a reader of links: {@code link:}, {@code xref:}, {@code <<…>>}, {@code image:} and {@code include::}. */
    public static LinkReader links() {
        return new AsciiDocLinks();
    }

    private static final class Titles implements TitleSyntax {
        @Override
        public String extension() {
            return ".adoc";
        }

        @Override
        public Optional<TextRange> heading(String text) {
            int line = !text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0;
            while (line < text.length()) {
                int next = Lines.next(text, line);
                String content = Lines.content(text, line);
                if (content.startsWith("= ")) {
                    return Lines.solid(text, line + 2, line + content.length());
                }
                if (!ABOVE.matcher(content).matches()) {
                    return Optional.empty();
                }
                line = next;
            }
            return Optional.empty();
        }

        @Override
        public String newHeading(String title) {
            return "= " + title + "\n\n";
        }

        @Override
        public Note note() {
            return new Note(":page-title: ", "");
        }
    }
}
