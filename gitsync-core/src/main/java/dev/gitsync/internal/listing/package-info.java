/**
 * The state that a {@link dev.gitsync.store.listing.ListingPageStore} keeps of a space between two listings: the snapshot, its
 * bytes, the change feed in it and the plan that is being written. Depends neither on the wiki nor on where snapshots are stored.
 */
@NullMarked
package dev.gitsync.internal.listing;

import org.jspecify.annotations.NullMarked;
