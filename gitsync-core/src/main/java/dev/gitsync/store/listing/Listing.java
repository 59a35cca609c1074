package dev.gitsync.store.listing;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a space at one time.
 *
 * @param pages the live pages, in any order; a page that stands here twice makes the listing an incomplete one
 * @param complete whether these are all; false when a part of the wiki did not answer. Pages are never taken for deleted
 *     because an incomplete listing lacks them
 */
public record Listing(List<ListedPage> pages, boolean complete) {
    /** Takes a copy of the list. */
    public Listing {
        pages = List.copyOf(pages);
    }

    /** All pages of a space. */
    public static Listing complete(List<ListedPage> pages) {
        return new Listing(pages, true);
    }

    /** Some pages of a space; of the others nothing is known. */
    public static Listing incomplete(List<ListedPage> pages) {
        return new Listing(pages, false);
    }

    /**
     * A page as a listing shows it.
     *
     * @param id the identity of the page, the same in every listing, whatever becomes of title and parent
     * @param content what the page says and where it stands
     * @param editor who edited it last, or null when the wiki does not say
     * @param editedAt when that was, or null when the wiki does not say
     */
    public record ListedPage(
            PageId id,
            PageContent content,
            @Nullable Person editor,
            @Nullable Instant editedAt) {
        /** Checks that nothing is missing. */
        public ListedPage {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(content, "content");
        }

        /** A page of which it is not known who edited it last, nor when. */
        public static ListedPage of(PageId id, PageContent content) {
            return new ListedPage(id, content, null, null);
        }
    }
}
