package dev.gitsync.testkit.mirror;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A directory of mirrors that a test fills. Safe for use by several threads. */
public final class InMemoryMirrorDirectory implements MirrorDirectory {
    private final ConcurrentSkipListMap<String, Mirror> mirrors = new ConcurrentSkipListMap<>();

    /** Returns a directory of these mirrors. */
    public static InMemoryMirrorDirectory of(Mirror... mirrors) {
        var directory = new InMemoryMirrorDirectory();
        List.of(mirrors).forEach(directory::put);
        return directory;
    }

    /** Adds a mirror, or replaces the mirror with that id. */
    public void put(Mirror mirror) {
        mirrors.put(mirror.id().value(), mirror);
    }

    /** Removes the mirror. */
    public void remove(MirrorId id) {
        mirrors.remove(id.value());
    }

    @Override
    public Optional<Mirror> find(MirrorId id) {
        return Optional.ofNullable(mirrors.get(id.value()));
    }

    @Override
    public List<Mirror> all() {
        return List.copyOf(mirrors.values());
    }
}
