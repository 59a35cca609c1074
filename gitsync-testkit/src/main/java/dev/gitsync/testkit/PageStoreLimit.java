package dev.gitsync.testkit;

/**
 * What a wiki may be unable to do. A store says so with {@link PageStoreContract#limits()}; nothing else may be missing. The
 * contract then tests that the store says no where others do it, and fails if the store can do it after all: what is
 * declared is true, and stays true.
 */
public enum PageStoreLimit {
    /** Not every text can be a title. What can't is refused with a sentence. */
    TITLES_ARE_RESTRICTED,
    /** Two pages below the same page can't have the same title. The second is refused with a sentence. */
    SIBLINGS_NEED_DISTINCT_TITLES,
    /**
     * The wiki can't tell an absent text from an empty one: a page that was stored without a text comes back with {@code ""}.
     * A folder that git users push without a page of its own then gains an empty page file with the next pull.
     */
    TEXTS_ARE_NEVER_ABSENT,
    /**
     * There are no transactions: a page that the wiki refuses stops a plan in the middle. The answer is
     * {@link dev.gitsync.store.ApplyResult.Partial}, and says of every page of the plan whether it is in.
     */
    PLANS_MAY_STOP_HALFWAY
}
