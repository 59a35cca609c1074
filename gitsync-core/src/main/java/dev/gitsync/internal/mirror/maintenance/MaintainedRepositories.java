package dev.gitsync.internal.mirror.maintenance;

import dev.gitsync.internal.mirror.UnreservedSpaces;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists the repositories that need maintenance: those of the spaces, and those of mirrors of a folder. */
public final class MaintainedRepositories implements SpaceDirectory {
    private final SpaceDirectory spaces;
    private final MirrorDirectory mirrors;

    /** Creates a directory of both. */
    public MaintainedRepositories(SpaceDirectory spaces, MirrorDirectory mirrors) {
        this.spaces = spaces;
        this.mirrors = mirrors;
    }

    @Override
    public Optional<Space> find(SpaceId key) {
        return enabled().stream().filter(space -> space.id().equals(key)).findFirst();
    }

    @Override
    public List<Space> enabled() {
        Stream<Space> ofMirrors =
                mirrors.all().stream().filter(Mirror::hasFolder).map(Mirror::id).map(UnreservedSpaces::reservedFor);
        return Stream.concat(spaces.enabled().stream(), ofMirrors).toList();
    }
}
