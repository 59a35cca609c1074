package dev.gitsync.demo.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.demo.start.StartException;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.store.SpaceDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the key for the secrets comes from, and what is wrong with settings before anything is read. */
class WikiMirrorsTest {
    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    @TempDir
    private Path folder;

    @Test
    void keyIsGeneratedOnceIntoAFileThatOnlyItsUserReads() throws IOException {
        assertThat(mirrors(Map.of(), false).hasKey()).isTrue();
        String key = Files.readString(file());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(mirrors(Map.of(), false).stored())
                .hasToString(mirrors(Map.of(), false).stored().toString());
        assertThat(Files.readString(file())).isEqualTo(key).hasSize(45);
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file()));
    }

    @Test
    void keyInTheEnvironmentIsUsedAndNoFileIsWritten() {
        assertThat(mirrors(Map.of("DEMO_MIRROR_KEY", KEY), true).hasKey()).isTrue();
        assertThat(mirrors(Map.of("DEMO_MIRROR_KEY", KEY), false).hasKey()).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void wikisThatShareADatabaseHaveNoKeyWithoutTheVariable() {
        assertThat(mirrors(Map.of(), true).hasKey()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "not base64 at all!"})
    void invalidKeyStopsTheStartWithoutBeingRepeated(String key) {
        assertThatThrownBy(() -> mirrors(Map.of("DEMO_MIRROR_KEY", key), false))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(
                        "DEMO_MIRROR_KEY is invalid. A key for the secrets of mirrors is 32 random bytes")
                .hasMessageNotContaining(key);
    }

    @Test
    void invalidTemplateStopsTheStart() {
        GitSyncSettings settings = GitSyncSettings.builder()
                .mirror(mirror -> mirror.template("https://git.example.org/wiki.git"))
                .build();
        assertThatThrownBy(() -> WikiMirrors.of(source(Map.of(), false), SpaceDirectory.none(), settings.mirror()))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith(
                        "GIT_SYNC_REMOTE_TEMPLATE is invalid. The template of remotes must contain {spaceId}")
                .hasMessageEndingWith("Expected a URL such as https://git.example.org/wiki/{spaceId}.git.");
    }

    private WikiMirrors mirrors(Map<String, String> environment, boolean isShared) {
        return WikiMirrors.of(
                source(environment, isShared),
                SpaceDirectory.none(),
                GitSyncSettings.defaults().mirror());
    }

    private WikiMirrors.Source source(Map<String, String> environment, boolean isShared) {
        return new WikiMirrors.Source(Jdbi.create("jdbc:postgresql://unused"), environment, file(), isShared);
    }

    private Path file() {
        return folder.resolve("mirror.key");
    }
}
