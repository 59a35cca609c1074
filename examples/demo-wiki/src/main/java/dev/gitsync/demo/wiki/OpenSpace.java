package dev.gitsync.demo.wiki;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.servlet.identity.Access;

/**
 * A space as somebody sees it who may.
 *
 * @param space the space
 * @param gitSync whether it can be cloned
 * @param access what this person may do: read, or read and write
 */
public record OpenSpace(Space space, boolean gitSync, Access access) {
    /** The id in the addresses of the space. */
    public SpaceId id() {
        return space.id();
    }

    /** The name for people. */
    public String name() {
        return space.name();
    }

    /** Whether this person may change pages. */
    public boolean isWritable() {
        return access.compareTo(Access.WRITE) >= 0;
    }

    /** Whether this person may operate the space: sync, plan, verify. */
    public boolean isOperated() {
        return access == Access.MAINTAIN;
    }
}
