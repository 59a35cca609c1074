/**
 * Supports wikis that can list their pages but have no versions, no change feed and no transactions. {@link
 * dev.gitsync.store.listing.ListingPageStore} is a {@code PageStore} over such a wiki.
 */
@NullMarked
package dev.gitsync.store.listing;

import org.jspecify.annotations.NullMarked;
