/**
 * What a {@link dev.gitsync.store.listing.ListingPageStore} knows of a space between two listings: the snapshot, its bytes,
 * the change feed in it and the plan that is being written. Knows neither the wiki nor where snapshots are stored.
 */
@NullMarked
package dev.gitsync.internal.listing;

import org.jspecify.annotations.NullMarked;
