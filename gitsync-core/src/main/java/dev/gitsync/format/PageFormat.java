package dev.gitsync.format;

import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

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
    Reading read(byte[] file, String nameTitle);

    /** What a {@link PageFormat} made of a file. */
    sealed interface Reading {
        /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
        <T> T accept(Visitor<T> visitor);

        /**
         * The file is a page.
         *
         * @param title what the page is called, by its front matter or else by its file name
         * @param text the text as the wiki will hold it
         * @param id the identity that the front matter claims, or null
         */
        record Recognized(
                String title, String text, @Nullable PageId id) implements Reading {
            @Override
            public String toString() {
                return "Recognized[" + text.length() + " chars]";
            }

            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitRecognized(this);
            }
        }

        /** The file can't be a page; {@code reason} continues a sentence that began with its path: "is not UTF-8". */
        record Rejected(String reason) implements Reading {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitRejected(this);
            }
        }

        /**
         * Handles each case of {@link Reading}. A later version that adds a case adds a {@code default} method for it, which
         * forwards to the nearest existing case, so that callers continue to compile and run.
         *
         * @param <T> what the visitor returns
         */
        interface Visitor<T> {
            /** Handles {@link Recognized}. */
            T visitRecognized(Recognized recognized);

            /** Handles {@link Rejected}. */
            T visitRejected(Rejected rejected);
        }
    }
}
