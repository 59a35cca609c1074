package dev.gitsync.demo.wiki;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.PageFormat;
import dev.gitsync.markdown.HeadingTitleFormat;
import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.MarkdownTitle;
import dev.gitsync.model.PageContent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the titles of pages come from, and how a title and the heading that contains it stay the same:
 *
 * <ol>
 *   <li>An author who changes the heading that is the title changes the title.
 *   <li>An author who changes the title changes that heading and nothing else.
 *   <li>If a text has another heading that a reader of the file would take for the title, the title is written above it.
 * </ol>
 */
@SuppressWarnings("ImmutableEnumChecker") // formats have no state
public enum PageTitles {
    /** From the front matter, else from the name of the file. */
    NAMES(new MarkdownFormat(), null),
    /** From the front matter, else from the first heading of level 1, else from the name of the file. */
    H1(new HeadingTitleFormat(1)),
    /** From the front matter, else from the first heading, else from the name of the file. */
    HEADINGS(new HeadingTitleFormat());

    private final PageFormat format;
    private final @Nullable HeadingTitleFormat headings;

    PageTitles(HeadingTitleFormat headings) {
        this(headings, headings);
    }

    PageTitles(PageFormat format, @Nullable HeadingTitleFormat headings) {
        this.format = format;
        this.headings = headings;
    }

    /** The choice with this name, in lower case. */
    public static Optional<PageTitles> named(String name) {
        for (PageTitles each : values()) {
            if (each.toString().equals(name)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The name of the choice. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of page files. */
    public PageFormat format() {
        return format;
    }

    /** A new page as its author wants it, with a text whose title is that of the page. */
    public PageContent created(PageContent content) {
        String text = content.text();
        if (headings == null || text == null) {
            return content;
        }
        String own = titleIn(text);
        return own.isEmpty() || own.equals(content.title())
                ? content
                : withText(content, withTitle(content.title(), text));
    }

    /** An edited page as its author wants it, with a text whose title is that of the page. */
    public PageContent changed(PageContent before, PageContent after) {
        String text = after.text();
        if (headings == null || text == null) {
            return after;
        }
        String own = titleIn(text);
        if (own.isEmpty() || own.equals(after.title())) {
            return after;
        }
        String old = before.text() == null ? "" : titleIn(before.text());
        boolean wasInText = !old.isEmpty() && old.equals(before.title());
        boolean titleEdited = !after.title().equals(before.title());
        if (wasInText && titleEdited && own.equals(old)) {
            return withText(after, rendered(after.title(), text, own));
        } else if (wasInText && !titleEdited && level(text).equals(level(String.valueOf(before.text())))) {
            return after.withTitle(own);
        }
        return withText(after, withTitle(after.title(), text));
    }

    private String titleIn(String text) {
        return headings == null ? "" : headings.titleOf(text, "");
    }

    /** The kind of place and, for a heading with number signs, how many there are. */
    private static String level(String text) {
        MarkdownTitle title = MarkdownDocument.parse(text).title().orElse(null);
        if (title == null) {
            return "";
        }
        int line = text.lastIndexOf('\n', title.range().start() - 1) + 1;
        String before = text.substring(line, Math.max(line, title.range().start()));
        return title.place() + before.replaceAll("[^#]", "");
    }

    /** The text with the title above its first heading: in the front matter if it has one, else as a heading. */
    private String withTitle(String title, String text) {
        boolean hasFrontMatter = text.startsWith("---") || text.startsWith("+++");
        return hasFrontMatter
                ? new String(new MarkdownFormat().render(title, text, ""), StandardCharsets.UTF_8)
                : rendered(title, "# x\n\n" + text, "x");
    }

    private String rendered(String title, String text, String nameTitle) {
        return new String(format.render(title, text, nameTitle), StandardCharsets.UTF_8);
    }

    private static PageContent withText(PageContent content, String text) {
        return content.withText(text);
    }
}
