package dev.gitsync.store;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step of a plan: what is to happen to one page. A plan names each page at most once, parents before children. */
public sealed interface PageChange {
    /** The page. */
    PageId id();

    /** Who, when, why; stored with the revision and returned by the feed. */
    Provenance provenance();

    /** What the page says and where it stands after this step; empty when the step deletes it. */
    Optional<PageContent> contentAfter();

    /** The version that the page has before this step: that of its tombstone if it is in the trash, 0 if there is none yet. */
    long expectedVersion();

    /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
    <T> T accept(Visitor<T> visitor);

    /**
     * A new page.
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
     * A new text, title or parent, or several of these, for a live page.
     *
     * @param expectedVersion the version that the change was made against
     * @param base the text that both sides had when the change was made, for stores that merge by themselves; null for a
     *     folder page
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
     * Into the trash, from where it can come back. Children are named by steps of their own.
     *
     * @param expectedVersion the version that the deletion was decided on
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
     * Back from the trash, with this content.
     *
     * @param expectedVersion the version that the deletion made
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
     * @param <T> what the visitor returns
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
