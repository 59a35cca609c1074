package dev.gitsync.internal.mirror;

import dev.gitsync.mirror.MirrorId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.RepositoryStore;
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

    /** Returns the key of a mirror, for its lease, its repository and its schedule. */
    public static Space reservedFor(MirrorId mirror) {
        return new Space(new SpaceId(RESERVED + mirror), "", "mirror " + mirror);
    }

    /** Returns the mirror to which {@link #reservedFor} gave this id. */
    public static MirrorId mirrorOf(SpaceId reserved) {
        return new MirrorId(reserved.value().substring(RESERVED.length()));
    }

    /** Returns whether {@link #reservedFor} gives this id to a mirror. */
    private static boolean isOfMirror(SpaceId id) {
        return isReserved(id) && MirrorId.isValid(id.value().substring(RESERVED.length()));
    }

    /** Returns the mirrors that have a repository. */
    public static List<MirrorId> withRepository(RepositoryStore repositories) {
        return repositories.withPrefix(RESERVED).stream()
                .filter(UnreservedSpaces::isOfMirror)
                .map(UnreservedSpaces::mirrorOf)
                .toList();
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
