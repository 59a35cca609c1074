package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.FileRepositoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository on disk syncs its writes, and collects no garbage during a push, whatever its origin. */
class RepositorySetUpTest {
    private static final Space SPACE = new Space(new SpaceId("docs"), "", "Docs");

    @TempDir
    Path root;

    private Path config;

    @BeforeEach
    void name() {
        config = root.resolve("docs.git/config");
    }

    @Test
    void setsUpANewRepository() throws IOException {
        assertSetUp();
    }

    @Test
    void configuresACopiedRepositoryAndKeepsItsSettings() throws IOException {
        try (Repository mirror = new FileRepository(root.resolve("docs.git").toFile())) {
            mirror.create(true);
            mirror.getConfig().setString("remote", "origin", "url", "https://example.org/docs.git");
            mirror.getConfig().setBoolean("receive", null, "autogc", true);
            mirror.getConfig().save();
        }
        assertSetUp();
        assertThat(Files.readString(config)).contains("url = https://example.org/docs.git");
    }

    @Test
    void writesNothingIfItIsSetUpAlready() throws IOException {
        open();
        FileTime before = FileTime.from(Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));
        Files.setLastModifiedTime(config, before);
        open();
        assertThat(Files.getLastModifiedTime(config)).isEqualTo(before);
    }

    private void assertSetUp() throws IOException {
        open();
        try (Repository repository = new FileRepository(root.resolve("docs.git").toFile())) {
            StoredConfig set = repository.getConfig();
            assertThat(set.getBoolean("core", "fsyncObjectFiles", false)).isTrue();
            assertThat(set.getBoolean("core", "fsyncRefFiles", false)).isTrue();
            assertThat(set.getBoolean("receive", "autogc", true)).isFalse();
            assertThat(set.getInt("gc", "auto", 6700)).isZero();
        }
    }

    /** Opens the repository as a process does that has just started. */
    private void open() {
        new FileRepositoryStore(root).open(SPACE).close();
    }
}
