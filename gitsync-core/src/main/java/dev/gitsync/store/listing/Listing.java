package dev.gitsync.store.listing;

import java.util.List;

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
}
