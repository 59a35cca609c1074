package dev.gitsync.markdown;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.PageFormat;
import dev.gitsync.markdown.internal.HeadingText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Markdown whose title comes from the front matter, else from the first heading, else from the file name. The text of a page
 * is its file, byte for byte, as in {@link MarkdownFormat}; only the title is written into it:
 *
 * <ol>
 *   <li>If the front matter has a title, it is set.
 *   <li>Otherwise, the text of the first heading is replaced by the title; characters that would be markup are escaped.
 *   <li>Without a heading, or if a heading can't contain the title (several lines, for example), a title is added to the front
 *       matter, as {@link MarkdownFormat} does.
 * </ol>
 *
 * <p>A heading counts if it is not in a list or quote, begins within the first 16,384 {@code char}s, has at most 1,000 and no
 * heading in HTML stands above it. Its title is its text without markup and without attributes such as {@code {#id}}.
 *
 * <p>The title of a page wins over its text. So a wiki that saves a text in which the author changed the heading sets the
 * page's title to {@link #titleOf} of that text.
 *
 * <p>Stateless and safe for use by several threads.
 */
public final class HeadingTitleFormat implements PageFormat {
    private static final int LEVELS = 6;

    private final MarkdownFormat markdown = new MarkdownFormat();
    private final int maxLevel;

    /** Creates a format to which a heading of any level is a title. */
    public HeadingTitleFormat() {
        this(LEVELS);
    }

    /**
     * Creates a format to which headings up to a level are titles.
     *
     * @param maxLevel 1 to 6; 1 for {@code # Title} only
     * @throws IllegalArgumentException if there is no such level
     */
    public HeadingTitleFormat(int maxLevel) {
        if (maxLevel < 1 || maxLevel > LEVELS) {
            throw new IllegalArgumentException("The level of a heading must be 1 to 6, not " + maxLevel + ".");
        }
        this.maxLevel = maxLevel;
    }

    @Override
    public String extension() {
        return markdown.extension();
    }

    /** Returns the title that the file of a text has: that of the text, else {@code nameTitle}. */
    public String titleOf(String text, String nameTitle) {
        return Titles.find(text, maxLevel).map(MarkdownTitle::text).orElse(nameTitle);
    }

    @Override
    public byte[] render(String title, String text, String nameTitle) {
        MarkdownTitle heading = Titles.find(text, maxLevel).orElse(null);
        if (heading == null || !heading.place().isHeading()) {
            return markdown.render(title, text, nameTitle);
        }
        if (heading.text().equals(title)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        for (String written : HeadingText.written(title)) {
            String edited = text.substring(0, heading.range().start())
                    + written
                    + text.substring(heading.range().end());
            if (hasHeading(edited, title, heading)) {
                return edited.getBytes(StandardCharsets.UTF_8);
            }
        }
        return markdown.render(title, text, heading.text());
    }

    /** Returns whether a text has the title in the place of {@code heading}. */
    private boolean hasHeading(String edited, String title, MarkdownTitle heading) {
        return Titles.find(edited, maxLevel)
                .filter(found -> found.text().equals(title))
                .filter(found -> found.place() == heading.place())
                .filter(found -> found.range().start() == heading.range().start())
                .isPresent();
    }

    @Override
    public PageFormat.Reading read(byte[] file, String nameTitle) {
        PageFormat.Reading reading = markdown.read(file, nameTitle);
        return reading instanceof PageFormat.Reading.Recognized page ? withHeading(file, page, nameTitle) : reading;
    }

    /** A title in the front matter may be left out of the text only if writing adds it again. */
    private PageFormat.Reading withHeading(byte[] file, PageFormat.Reading.Recognized page, String nameTitle) {
        String whole = new String(file, StandardCharsets.UTF_8);
        MarkdownTitle title = Titles.find(whole, maxLevel).orElse(null);
        if (title == null || title.place().isHeading()) {
            return new PageFormat.Reading.Recognized(title == null ? nameTitle : title.text(), whole, page.id());
        }
        boolean comesBack = Arrays.equals(file, render(page.title(), page.text(), nameTitle));
        return comesBack ? page : new PageFormat.Reading.Recognized(page.title(), whole, page.id());
    }
}
