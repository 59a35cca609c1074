package dev.gitsync.report;

import dev.gitsync.model.PageId;
import java.util.Objects;

/**
 * What a push did to one page: a line of the receipt.
 *
 * @param page the page
 * @param action what happened to it
 * @param path the path of its file or, for a page without a file, its folder; for a deleted page, where it was
 */
public record PushedPage(PageId page, Action action, String path) {
    /** Checks that nothing is missing. */
    public PushedPage {
        Objects.requireNonNull(page, "page");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(path, "path");
    }

    /** What can happen to a page. */
    public enum Action {
        /** It is new. */
        CREATED,
        /** Its text or its title line changed; its place may have changed as well. */
        UPDATED,
        /** Its place or name changed, the bytes of its file did not. */
        MOVED,
        /** It went to the trash. */
        DELETED,
        /** It came back from the trash. */
        RESTORED
    }
}
