package dev.gitsync.demo.wiki;

import dev.gitsync.access.Access;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;

/**
 * A space that the account of the request may see.
 *
 * @param space the space
 * @param gitSync whether it takes part in git
 * @param access what the account may do
 */
public record OpenSpace(Space space, boolean gitSync, Access access) {
    /** The id in the addresses of the space. */
    public SpaceId id() {
        return space.id();
    }

    /** The display name. */
    public String name() {
        return space.name();
    }

    /** Whether the account may change pages. */
    public boolean isWritable() {
        return access.compareTo(Access.WRITE) >= 0;
    }

    /** Whether the account may operate the space: sync, plan, verify. */
    public boolean isOperated() {
        return access == Access.MAINTAIN;
    }
}
