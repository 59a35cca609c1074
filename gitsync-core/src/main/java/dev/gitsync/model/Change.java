package dev.gitsync.model;

/** One entry of the change feed: a page got a new revision, or a page was deleted. */
public sealed interface Change permits Revision, Tombstone {
    /** The page that changed. */
    PageId page();

    /** The version of the page that this change made. */
    long version();

    /** Who made the change, when and why. */
    Provenance provenance();
}
