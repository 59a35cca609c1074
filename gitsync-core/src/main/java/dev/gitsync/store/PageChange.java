package dev.gitsync.store;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step of a plan: the change of one page. A plan names each page at most once, parents before children. */
public sealed interface PageChange {
    /** Returns the id of the page. */
    PageId id();

    /** Returns the author, time, message and origin, which the store keeps with the revision and returns in the feed. */
    Provenance provenance();

    /** Returns the title, text and parent of the page after this step; empty if the step deletes it. */
    Optional<PageContent> contentAfter();

    /**
     * Returns the version of the page before this step: that of its tombstone if it is in the trash, 0 if it does not exist
     * yet.
     */
    long expectedVersion();

    /** Calls the method of {@code visitor} for this case, and returns its result. */
    <T> T accept(Visitor<T> visitor);

    /**
     * Creates a page.
     *
     * @param id an id from {@link PageStore#newPageId}, not in use yet
     */
    record Create(PageId id, PageContent content, Provenance provenance) implements PageChange {
        @Override
        public long expectedVersion() {
            return 0;
        }

        @Override
        public Optional<PageContent> contentAfter() {
            return Optional.of(content);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitCreate(this);
        }
    }

    /**
     * Changes the text, the title or the parent of a live page, or several of these.
     *
     * @param expectedVersion the version on which the change is based
     * @param base the common text on which the change is based, for stores that merge by themselves; null for a folder page
     */
    record Update(PageId id, long expectedVersion, @Nullable String base, PageContent content, Provenance provenance)
            implements PageChange {
        @Override
        public String toString() {
            return "Update[id=" + id + ", expectedVersion=" + expectedVersion + ", content=" + content + "]";
        }

        @Override
        public Optional<PageContent> contentAfter() {
            return Optional.of(content);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitUpdate(this);
        }
    }

    /**
     * Moves a page to the trash, from which it can be restored. Its children have steps of their own.
     *
     * @param expectedVersion the version on which the deletion is based
     */
    record Delete(PageId id, long expectedVersion, Provenance provenance) implements PageChange {
        @Override
        public Optional<PageContent> contentAfter() {
            return Optional.empty();
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitDelete(this);
        }
    }

    /**
     * Restores a page from the trash with the given content.
     *
     * @param expectedVersion the version that the deletion created
     */
    record Restore(PageId id, long expectedVersion, PageContent content, Provenance provenance) implements PageChange {
        @Override
        public Optional<PageContent> contentAfter() {
            return Optional.of(content);
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitRestore(this);
        }
    }

    /**
     * Handles each case of {@link PageChange}. A later version that adds a case adds a {@code default} method for it, which
     * forwards to the nearest existing case, so that callers continue to compile and run.
     *
     * @param <T> the type of the visitor's results
     */
    interface Visitor<T> {
        /** Handles {@link Create}. */
        T visitCreate(Create create);

        /** Handles {@link Update}. */
        T visitUpdate(Update update);

        /** Handles {@link Delete}. */
        T visitDelete(Delete delete);

        /** Handles {@link Restore}. */
        T visitRestore(Restore restore);
    }
}
