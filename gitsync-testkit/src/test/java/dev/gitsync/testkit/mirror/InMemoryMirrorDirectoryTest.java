package dev.gitsync.testkit.mirror;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;

final class InMemoryMirrorDirectoryTest extends MirrorDirectoryContract {
    private final InMemoryMirrorDirectory directory = new InMemoryMirrorDirectory();

    @Override
    protected MirrorDirectory directory() {
        return directory;
    }

    @Override
    protected void add(Mirror mirror) {
        directory.put(mirror);
    }

    @Override
    protected void update(Mirror mirror) {
        directory.put(mirror);
    }

    @Override
    protected void remove(MirrorId id) {
        directory.remove(id);
    }
}
