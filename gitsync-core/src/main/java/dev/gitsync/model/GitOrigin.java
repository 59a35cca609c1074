package dev.gitsync.model;

import java.util.Objects;

/**
 * Where in git a revision came from. A store keeps it with the revision and returns it unchanged in the feed: after a
 * crash between the wiki's commit and the move of the refs it is what leads the next cycle to the pushed commit.
 *
 * @param commit the id, 40 hexadecimal digits, of the commit that made the content of the page within the push, as
 *     {@code git log -1 -- path} names it
 * @param push the id of the newest commit of the push
 */
public record GitOrigin(String commit, String push) {
    /** Checks that nothing is missing. */
    public GitOrigin {
        Objects.requireNonNull(commit, "commit");
        Objects.requireNonNull(push, "push");
    }
}
