package dev.gitsync.model;

import java.util.function.Function;

/** One entry of the change feed: a page got a new revision, or a page was deleted. */
public sealed interface Change permits Revision, Tombstone {
    /** The page that changed. */
    PageId page();

    /** The version of the page that this change made. */
    long version();

    /** Who made the change, when and why. */
    Provenance provenance();

    /** Answers with {@code onRevision} or {@code onTombstone}, whichever this is. */
    <T> T match(Function<Revision, T> onRevision, Function<Tombstone, T> onTombstone);
}
