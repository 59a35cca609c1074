package dev.gitsync.store.listing;

import dev.gitsync.format.label.LabelRules;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import java.util.Objects;
import java.util.Optional;

/**
 * A wiki that can list its pages and write one at a time. Implementations are safe for use by several threads, and throw {@link
 * dev.gitsync.error.StoreException} when the wiki can't be reached; a write that throws may or may not have happened, and the
 * next listing shows which.
 *
 * <p>Two guarantees are essential; gitsync recovers from all other faults. A listing contains every write that was completed
 * before the listing was requested (no cache of older pages), and a page keeps its id forever.
 */
public interface PageListing {
    /** Returns the pages of a space in their current state, and its attachments if the wiki has {@link #attachments}. */
    Listing list(Space space);

    /**
     * Returns an id for a page to create. Never returns the same id twice; stores nothing. A wiki that assigns its own ids
     * stores this one as a property of the page and returns it in its listings.
     */
    PageId newPageId(Space space);

    /**
     * Creates a page with the id {@code id}.
     *
     * @return {@code Changed} if a page with this id already exists
     */
    WriteOutcome create(Space space, PageId id, PageContent content, Signature by);

    /**
     * Changes the title, text or parent of a page, or several of these at once.
     *
     * @return {@code Changed} if the page does not exist or is not in the expected state. A wiki that can't compare and write
     *     atomically may lose an edit made in between
     */
    WriteOutcome update(Space space, PageId id, ContentChange change, Signature by);

    /**
     * Deletes a page without children, into the trash if there is one. A page that does not exist counts as deleted.
     *
     * @param expected the state of the page on which the deletion is based
     * @return {@code Changed} if the page is not in the expected state
     */
    WriteOutcome delete(Space space, PageId id, PageContent expected, Signature by);

    /**
     * Restores a deleted page with its old id and the given content. A wiki without a trash creates a page with that id.
     *
     * @return {@code Changed} if a live page has this id, or if the wiki can't restore the page; git's file then becomes a new
     *     page
     */
    WriteOutcome restore(Space space, PageId id, PageContent content, Signature by);

    /**
     * Returns the attachments of the wiki, if its listings have them. Returns empty for a wiki without; files that are not pages
     * then live in git alone. The answer never changes during the life of this object.
     */
    default Optional<AttachmentListing> attachments() {
        return Optional.empty();
    }

    /**
     * Returns the rules for labels, if the wiki has labels of pages, and its listings and writes have them in the contents of pages.
     * Returns empty for a wiki without. The answer never changes during the life of this object.
     */
    default Optional<LabelRules> labels() {
        return Optional.empty();
    }

    /**
     * The change of a page: its expected and its new content.
     *
     * @param expected the state of the page on which the change is based; if the page has a different state now,
     *     another writer has changed it
     * @param content the new state of the page
     */
    record ContentChange(PageContent expected, PageContent content) {
        /** Checks that no component is null. */
        public ContentChange {
            Objects.requireNonNull(expected, "expected");
            Objects.requireNonNull(content, "content");
        }
    }

    /**
     * The user and provenance of a write, for the wiki's own records.
     *
     * @param actor the wiki's id of the responsible user: the pusher
     * @param provenance the author, time and message of the commit, and its id
     */
    record Signature(String actor, Provenance provenance) {
        /** Checks that no component is null. */
        public Signature {
            Objects.requireNonNull(actor, "actor");
            Objects.requireNonNull(provenance, "provenance");
        }
    }

    /** The result of one write to one page. */
    sealed interface WriteOutcome {
        /** Calls the method of {@code visitor} for this case, and returns its result. */
        <T> T accept(Visitor<T> visitor);

        /** The wiki has written the page, and the next listing contains the change. */
        record Done() implements WriteOutcome {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitDone(this);
            }
        }

        /** Nothing was written: the page is not in the expected state. */
        record Changed() implements WriteOutcome {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitChanged(this);
            }
        }

        /** Nothing was written, because a rule of the wiki forbids it; {@code reason} is a sentence for the pusher. */
        record Refused(String reason) implements WriteOutcome {
            /** Checks that the reason is not null. */
            public Refused {
                Objects.requireNonNull(reason, "reason");
            }

            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitRefused(this);
            }
        }

        /**
         * Handles each case of {@link WriteOutcome}. A later version that adds a case adds a {@code default} method for it, which
         * forwards to the nearest existing case, so that callers continue to compile and run.
         *
         * @param <T> the type of the visitor's results
         */
        interface Visitor<T> {
            /** Handles {@link Done}. */
            T visitDone(Done done);

            /** Handles {@link Changed}. */
            T visitChanged(Changed changed);

            /** Handles {@link Refused}. */
            T visitRefused(Refused refused);
        }
    }
}
