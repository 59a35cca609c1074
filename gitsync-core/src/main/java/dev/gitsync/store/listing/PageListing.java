package dev.gitsync.store.listing;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import java.util.Objects;

/**
 * A wiki that can list its pages and write one at a time. Implementations are safe for use by several threads, and throw
 * {@link dev.gitsync.error.StoreException} when the wiki can't be reached; a write that throws may have happened or not,
 * and the next listing shows which.
 *
 * <p>Two things have to be right, all else is mended: a listing shows every write that was answered before it was asked
 * for (no cache of older pages), and a page keeps its id for ever.
 */
public interface PageListing {
    /** The pages of a space as they are now. */
    Listing list(Space space);

    /**
     * An id for a page that is about to be created; never the same twice. Nothing is stored. A wiki that gives ids of its
     * own keeps this one as a property of the page, and shows it in its listings.
     */
    PageId newPageId(Space space);

    /**
     * Creates a page with the id {@code id}.
     *
     * @return {@code Changed} when there is a page with this id already
     */
    WriteOutcome create(Space space, PageId id, PageContent content, Signature by);

    /**
     * Gives a page another title, text or parent, or several of these at once.
     *
     * @return {@code Changed} when the page is not there, or not as the change expects it. A wiki that can't compare the
     *     two in the same breath as it writes may lose an edit that comes in between
     */
    WriteOutcome update(Space space, PageId id, ContentChange change, Signature by);

    /**
     * Deletes a page that has no pages below it, into the trash if there is one. A page that is not there is deleted.
     *
     * @param expected the page as it was when the deletion was decided on
     * @return {@code Changed} when the page is not as expected
     */
    WriteOutcome delete(Space space, PageId id, PageContent expected, Signature by);

    /**
     * Brings a deleted page back under its old id, with this content. A wiki without a trash creates it anew under that id.
     *
     * @return {@code Changed} when there is a live page with this id, or when the wiki can't bring the page back; git's file
     *     then becomes a new page
     */
    WriteOutcome restore(Space space, PageId id, PageContent content, Signature by);

    /**
     * From what to what a page is to change.
     *
     * @param expected the page as it was when the change was made; if the wiki has something else by now, somebody was faster
     * @param content the page as it is to be
     */
    record ContentChange(PageContent expected, PageContent content) {
        /** Checks that nothing is missing. */
        public ContentChange {
            Objects.requireNonNull(expected, "expected");
            Objects.requireNonNull(content, "content");
        }
    }

    /**
     * Who is behind a write, for the wiki's own records.
     *
     * @param actor the wiki's id of the user who is responsible: the one who pushed
     * @param provenance the author, time and message of the commit, and its id
     */
    record Signature(String actor, Provenance provenance) {
        /** Checks that nothing is missing. */
        public Signature {
            Objects.requireNonNull(actor, "actor");
            Objects.requireNonNull(provenance, "provenance");
        }
    }

    /** What became of one write to one page. */
    sealed interface WriteOutcome {
        /** Calls the method of {@code visitor} for the case that this is, and returns what it returns. */
        <T> T accept(Visitor<T> visitor);

        /** The wiki has written it, and the next listing shows it. */
        record Done() implements WriteOutcome {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitDone(this);
            }
        }

        /** Nothing was written: the page is not as it was expected to be. */
        record Changed() implements WriteOutcome {
            @Override
            public <T> T accept(Visitor<T> visitor) {
                return visitor.visitChanged(this);
            }
        }

        /** Nothing was written: the wiki has a rule against it; {@code reason} is a sentence for the one who pushed. */
        record Refused(String reason) implements WriteOutcome {
            /** Checks that the reason is there. */
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
         * @param <T> what the visitor returns
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
