package dev.gitsync.format;

import dev.gitsync.model.PageId;

/**
 * How a title becomes the name of a file, without its ending, and of the folder that holds the page's children.
 * Implementations are pure functions; every name they make is safe on Linux, macOS and Windows.
 */
public interface PathNaming {
    /** The name for a title where nothing is in the way. */
    String nameFor(String title);

    /** The name for a title where a sibling has taken the plain one: distinct by the page's id, and stable. */
    String nameFor(String title, PageId id);

    /** The title that a name stands for when nothing else says one. */
    String titleOf(String name);

    /**
     * Two names with equal keys must not stand in one folder: some file systems can't tell them apart, because they
     * ignore case or normalise Unicode.
     */
    String collisionKey(String name);
}
