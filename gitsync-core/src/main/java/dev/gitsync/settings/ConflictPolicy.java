package dev.gitsync.settings;

/**
 * Who prevails where the wiki and a commit that came into the repository without a push changed the same file. Whatever
 * is chosen, both texts stay in the history of {@code main}.
 */
public enum ConflictPolicy {
    /** The wiki's text keeps the page; git's text becomes a page beside it. */
    KEEP_BOTH,
    /** The wiki's text stays. */
    WIKI_WINS,
    /** Git's text becomes the page. */
    GIT_WINS
}
