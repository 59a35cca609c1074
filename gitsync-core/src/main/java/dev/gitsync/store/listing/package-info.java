/**
 * For wikis that can say what pages they have, and nothing else: no versions, no change feed, no transactions.
 * {@link dev.gitsync.store.listing.ListingPageStore} makes a {@code PageStore} of such a wiki.
 */
@NullMarked
package dev.gitsync.store.listing;

import org.jspecify.annotations.NullMarked;
