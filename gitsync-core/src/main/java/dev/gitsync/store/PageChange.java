package dev.gitsync.store;

import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan: the change of one page or attachment. A plan names each of them at most once. Parents come before children,
 * and pages before their attachments; deletions come last, attachments before their pages.
 */
public sealed interface PageChange {
    /** Returns the id of the page or attachment. */
    PageId id();

    /** Returns the author, time, message and origin, which the store keeps with the revision and returns in the feed. */
    Provenance provenance();

    /** Returns the title, text and parent of the page after this step; empty if the step deletes it or changes an attachment. */
    Optional<PageContent> contentAfter();

    /**
     * Returns the version of the page or attachment before this step: that of its tombstone if it is in the trash, 0 if it does
     * not exist yet.
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
     * Moves a page or an attachment to the trash, from which it can be restored. The children and attachments of a page have steps
     * of their own.
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
     * Creates, replaces, moves, renames or restores an attachment. Its contents are stored already, or are in the repository of the
     * space once the plan is committed.
     *
     * @param id an id from {@link PageStore#newPageId} that is not in use yet, or that of an attachment
     * @param expectedVersion 0 to create the attachment, its version if it is live, or the version that its deletion created
     * @param content the page, name and contents of the attachment after this step
     * @param blob the id, 40 hexadecimal digits, of the git blob with exactly these contents, or null if the repository has
     *     none, as for an object of Git LFS
     */
    record PutAttachment(
            PageId id,
            long expectedVersion,
            AttachmentContent content,
            @Nullable String blob,
            Provenance provenance) implements PageChange {
        @Override
        public Optional<PageContent> contentAfter() {
            return Optional.empty();
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.visitPutAttachment(this);
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

        /**
         * Handles {@link PutAttachment}. Only a store with {@linkplain PageStore#attachments attachments} receives it; the default
         * throws.
         */
        default T visitPutAttachment(PutAttachment put) {
            throw new IllegalStateException("Attachment " + put.id() + " was sent to a wiki without attachments");
        }
    }
}
