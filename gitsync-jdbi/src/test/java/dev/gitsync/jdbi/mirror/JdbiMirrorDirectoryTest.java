package dev.gitsync.jdbi.mirror;

import dev.gitsync.jdbi.TestDatabase;
import dev.gitsync.mirror.EnvironmentMirrorSecrets;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.testkit.mirror.MirrorDirectoryContract;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

class JdbiMirrorDirectoryTest extends MirrorDirectoryContract {
    private static final TestDatabase DATABASE = MirrorTables.DATABASE;

    private final JdbiMirrors mirrors =
            new JdbiMirrors(DATABASE.jdbi(), EncryptionKeys.none(), new EnvironmentMirrorSecrets(Map.of()));

    @BeforeEach
    void empty() {
        MirrorTables.clear();
    }

    @Override
    protected MirrorDirectory directory() {
        return mirrors;
    }

    @Override
    protected void add(Mirror mirror) {
        mirrors.create(mirror);
    }

    @Override
    protected void update(Mirror mirror) {
        mirrors.update(mirror);
    }

    @Override
    protected void remove(MirrorId id) {
        mirrors.delete(id);
    }
}
