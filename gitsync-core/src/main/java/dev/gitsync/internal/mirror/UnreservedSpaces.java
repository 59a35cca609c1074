package dev.gitsync.internal.mirror;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.util.List;
import java.util.Optional;

/**
 * The spaces of the wiki without those whose ids are reserved for mirrors: leases and repositories of mirrors have such ids, and a
 * space must not open them. Safe for use by several threads.
 */
public final class UnreservedSpaces implements SpaceDirectory {
    private static final String RESERVED = "mirror--";

    private final SpaceDirectory spaces;

    /** Creates a directory of the spaces in {@code spaces}. */
    public UnreservedSpaces(SpaceDirectory spaces) {
        this.spaces = spaces;
    }

    /** Returns the id under which leases and repositories of a mirror are kept. */
    public static SpaceId reserved(String mirror) {
        return new SpaceId(RESERVED + mirror);
    }

    private static boolean isReserved(SpaceId id) {
        return id.value().startsWith(RESERVED);
    }

    @Override
    public Optional<Space> find(SpaceId id) {
        return isReserved(id) ? Optional.empty() : spaces.find(id);
    }

    @Override
    public List<Space> enabled() {
        List<Space> enabled = spaces.enabled();
        return enabled.stream().anyMatch(space -> isReserved(space.id()))
                ? enabled.stream().filter(space -> !isReserved(space.id())).toList()
                : enabled;
    }
}
