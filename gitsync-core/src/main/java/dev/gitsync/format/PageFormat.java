package dev.gitsync.format;

/**
 * How a page is written as a file. Implementations are pure functions.
 *
 * <p>The law, tested by {@code dev.gitsync.testkit.PageFormatContract}: for all bytes that {@link #read} accepts as a title
 * and a text, {@link #render} of that title and text gives the same bytes again; with another title, only the line of the
 * title differs. And for every title and text that the wiki may hold, reading what was rendered gives that title.
 *
 * <p>A format may do without the last: its files say no title, and {@link #read} always answers with the one that the file
 * name stands for. A title that no file name can carry, such as {@code AC/DC}, then becomes what its name stands for as
 * soon as somebody pushes a change of that file.
 */
public interface PageFormat {
    /** The ending that makes a file a page, with its dot: {@code ".md"}. */
    String extension();

    /**
     * The file of a page.
     *
     * @param title the title of the page
     * @param text its text
     * @param nameTitle the title that the file name alone stands for; when it equals {@code title}, the file need not say
     *     it
     */
    byte[] render(String title, String text, String nameTitle);

    /**
     * The page in a file.
     *
     * @param file the bytes, already bounded by the caller
     * @param nameTitle the title that the file name alone stands for
     */
    PageReading read(byte[] file, String nameTitle);
}
