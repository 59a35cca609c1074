package dev.gitsync.demo.wiki;

import dev.gitsync.jdbi.JdbiPages.StoredPage;
import dev.gitsync.model.PageId;
import java.util.function.Function;

/** What became of an edit. In every case but {@link Saved} nothing was changed. */
public sealed interface Outcome {
    /** Answers with the function for what this is. */
    default <T> T match(Function<Saved, T> onSaved, Function<Stale, T> onStale, Function<Refused, T> onRefused) {
        if (this instanceof Saved saved) {
            return onSaved.apply(saved);
        } else if (this instanceof Stale stale) {
            return onStale.apply(stale);
        }
        return onRefused.apply((Refused) this);
    }

    /**
     * The page is as it was wanted.
     *
     * @param now the page as it is now, known without reading it back
     */
    record Saved(StoredPage now) implements Outcome {
        /** The identity of the page. */
        public PageId page() {
            return now.page().id();
        }

        /** The version that it has now. */
        public long version() {
            return now.page().version();
        }
    }

    /**
     * Somebody else was faster.
     *
     * @param now the page as it is now
     */
    record Stale(StoredPage now) implements Outcome {}

    /** It can't be done; {@code sentence} says why. */
    record Refused(String sentence) implements Outcome {}
}
