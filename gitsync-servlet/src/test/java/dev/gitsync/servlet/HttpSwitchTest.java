package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.GitClient;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A9: serving over HTTP can be switched off while gitsync keeps pulling. */
@EveryContainer
@Timeout(60)
class HttpSwitchTest {
    @TempDir
    Path folder;

    @Test
    void answersNotFoundAndKeepsPullingIfHttpIsOff() {
        GitSyncSettings settings = GitSyncSettings.builder().httpEnabled(false).build();
        try (WikiServer server = WikiServer.startOver(engine -> engine.settings(settings))) {
            Provenance edit =
                    Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-01-02T00:00:00Z"), "");
            server.editor().create(null, "Home", "Hello\n", edit);
            assertThat(server.gitSync().runOnce(server.docs().id()).isCaughtUp())
                    .isTrue();
            assertThat(GitClient.at(folder)
                            .run("clone", server.url("writer", WikiServer.PASSWORD), "docs")
                            .stderr())
                    .contains("remote: Repository not found", "not found");
        }
    }
}
