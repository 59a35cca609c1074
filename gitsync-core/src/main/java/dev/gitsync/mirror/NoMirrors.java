package dev.gitsync.mirror;

import java.util.List;
import java.util.Optional;

/** The directory without mirrors. */
enum NoMirrors implements MirrorDirectory {
    INSTANCE;

    @Override
    public Optional<Mirror> find(MirrorId id) {
        return Optional.empty();
    }

    @Override
    public List<Mirror> all() {
        return List.of();
    }
}
