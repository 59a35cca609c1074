package dev.gitsync.format;

import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/**
 * Converts pages to files and back. Implementations are pure functions.
 *
 * <p>The contract, tested by {@code dev.gitsync.testkit.PageFormatContract}: for all bytes that {@link #read} accepts as a
 * title and a text, {@link #render} of that title and text returns the same bytes again; with another title, only the line of
 * the title differs. And for every title and text that the wiki may contain, reading the rendered file returns that title.
 *
 * <p>A format may omit the last guarantee: its files contain no title, and {@link #read} always returns the title derived from
 * the file name. A title that no file name can represent, such as {@code AC/DC}, is then replaced by the title derived from the
 * file name as soon as a user pushes a change of that file.
 */
public interface PageFormat {
    /** Returns the extension of page files, with its dot: {@code ".md"}. */
    String extension();

    /**
     * Returns the file of a page.
     *
     * @param title the title of the page
     * @param text its text
     * @param nameTitle the title derived from the file name; if it equals {@code title}, the file need not contain it
     */
    byte[] render(String title, String text, String nameTitle);

    /**
     * Returns the page in a file.
     *
     * @param file the bytes, whose size the caller has limited
     * @param nameTitle the title derived from the file name
     */
    Reading read(byte[] file, String nameTitle);

    /** The result of reading a file with a {@link PageFormat}. */
    sealed interface Reading {
        /** Calls the method of {@code visitor} for this case, and returns its result. */
        <T> T accept(Visitor<T> visitor);

        /**
         * The file is a page.
         *
         * @param title the title, from the front matter or else from the file name
         * @param text the text as the wiki will store it
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

        /** The file can't be a page; {@code reason} continues a sentence that begins with its path: "is not UTF-8". */
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
         * @param <T> the type of the visitor's results
         */
        interface Visitor<T> {
            /** Handles {@link Recognized}. */
            T visitRecognized(Recognized recognized);

            /** Handles {@link Rejected}. */
            T visitRejected(Rejected rejected);
        }
    }
}
