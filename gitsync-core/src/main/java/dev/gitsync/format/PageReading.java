package dev.gitsync.format;

import dev.gitsync.model.PageId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a {@link PageFormat} made of a file. */
public sealed interface PageReading {
    /** Answers with {@code onPage} or {@code onRejected}, whichever this is. */
    default <T> T match(Function<Recognized, T> onPage, Function<Rejected, T> onRejected) {
        return this instanceof Recognized r ? onPage.apply(r) : onRejected.apply((Rejected) this);
    }

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
    }

    /** The file can't be a page; {@code reason} continues a sentence that began with its path: "is not UTF-8". */
    record Rejected(String reason) implements PageReading {}
}
