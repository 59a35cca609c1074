package dev.gitsync.demo.web;

import dev.gitsync.demo.diff.TextDiff;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.jdbi.JdbiPages.PageNode;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two versions of a page.
 *
 * @param before empty if the page did not exist
 * @param after empty if the page was deleted
 * @param change the author, time and message of the newer version
 * @param diff empty if the texts are too long to compare
 */
public record Changes(
        long from,
        Optional<Revision> before,
        long to,
        Optional<Revision> after,
        Provenance change,
        Optional<TextDiff> diff) {

    static Changes of(long from, Optional<Revision> before, long to, Optional<Revision> after, Provenance change) {
        return new Changes(from, before, to, after, change, TextDiff.of(text(before), text(after)));
    }

    private static String text(Optional<Revision> side) {
        return side.map(revision -> revision.content().text()).orElse("");
    }

    /** Whether the title changed. */
    public boolean isRenamed() {
        return before.isPresent()
                && after.isPresent()
                && !before.get().content().title().equals(after.get().content().title());
    }

    /** Whether the parent changed. */
    public boolean isMoved() {
        return before.isPresent() && after.isPresent() && !Objects.equals(parent(before), parent(after));
    }

    /** The place of the page, in words. */
    public String place(PageTree tree, Optional<Revision> side) {
        @Nullable PageId parent = parent(side);
        return parent == null
                ? "the top of the space"
                : tree.find(parent)
                        .map(PageNode::title)
                        .map(title -> "below " + title)
                        .orElse("below a deleted page");
    }

    private static @Nullable PageId parent(Optional<Revision> side) {
        return side.map(revision -> revision.content().parent()).orElse(null);
    }
}
