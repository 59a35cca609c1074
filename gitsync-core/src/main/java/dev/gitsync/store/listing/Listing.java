package dev.gitsync.store.listing;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pages and attachments of a space at one time.
 *
 * @param pages the live pages, in any order; a duplicate page makes the listing incomplete
 * @param attachments the live attachments, in any order; empty for a wiki without. A duplicate, or two of a page with the same
 *     name, make the listing incomplete
 * @param complete whether these are all; false if a part of the wiki did not respond. Pages and attachments missing from an
 *     incomplete listing are never treated as deleted
 */
public record Listing(List<ListedPage> pages, List<ListedAttachment> attachments, boolean complete) {
    /** Copies the lists. */
    public Listing {
        pages = List.copyOf(pages);
        attachments = List.copyOf(attachments);
    }

    /** Creates a listing without attachments. */
    public Listing(List<ListedPage> pages, boolean complete) {
        this(pages, List.of(), complete);
    }

    /** Returns a listing of the same pages with these attachments. */
    public Listing withAttachments(List<ListedAttachment> all) {
        return new Listing(pages, all, complete);
    }

    /** Returns a listing of all pages of a space. */
    public static Listing complete(List<ListedPage> pages) {
        return new Listing(pages, true);
    }

    /** Returns a listing of some pages of a space; the state of the others is unknown. */
    public static Listing incomplete(List<ListedPage> pages) {
        return new Listing(pages, false);
    }

    /**
     * A page in a listing.
     *
     * @param id the identity of the page, the same in every listing, even if title and parent change
     * @param content the title and text of the page, and its parent
     * @param editor the last editor, or null if the wiki does not report it
     * @param editedAt the time of the last edit, or null if the wiki does not report it
     */
    public record ListedPage(
            PageId id,
            PageContent content,
            @Nullable Person editor,
            @Nullable Instant editedAt) {
        /** Checks that no required component is null. */
        public ListedPage {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(content, "content");
        }

        /** Returns a page whose last editor and time of edit are unknown. */
        public static ListedPage of(PageId id, PageContent content) {
            return new ListedPage(id, content, null, null);
        }
    }

    /**
     * A deletion that was withheld: pages or attachments are missing from a listing but are not treated as deleted.
     *
     * @param reason why the deletion was withheld
     * @param known the number of live pages known before; for {@link Reason#TOO_MANY}, of those with text. If no page is missing,
     *     the number of attachments
     * @param missing the number of them that the listing lacks
     */
    public record WithheldDeletion(Reason reason, int known, int missing) {
        /** Checks that the reason is not null. */
        public WithheldDeletion {
            Objects.requireNonNull(reason, "reason");
        }

        /** The reason why missing pages or attachments are not treated as deleted. */
        public enum Reason {
            /** The listing is not complete, or contains a page or an attachment twice. */
            INCOMPLETE,
            /** The listing is empty. */
            EMPTY,
            /** The listing lacks more pages than the settings allow to be deleted at once. */
            TOO_MANY,
            /** The listing lacks more attachments than the settings allow to be deleted at once. */
            TOO_MANY_ATTACHMENTS
        }
    }
}
