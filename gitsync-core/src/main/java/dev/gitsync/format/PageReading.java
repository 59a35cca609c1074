package dev.gitsync.format;

import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/** What a {@link PageFormat} made of a file. */
public sealed interface PageReading {
    /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
    <T> T accept(Visitor<T> visitor);

    /**
     * The file is a page.
     *
     * @param title what the page is called, by its front matter or else by its file name
     * @param text the text as the wiki will hold it
     * @param id the identity that the front matter claims, or null
     */
    record Recognized(String title, String text, @Nullable PageId id) implements PageReading {
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
    record Rejected(String reason) implements PageReading {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitRejected(this);
        }
    }

    /**
     * Handles each case of {@link PageReading}. A later version that adds a case adds a {@code default} method for it, which
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
