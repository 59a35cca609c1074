package dev.gitsync.examples.springboot.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.GitClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * git against the application, the listing way, with repositories on disk. It starts a second application, which takes as long as all
 * other tests, so it runs with {@code -Dgitsync.springBoot.listing=true} only.
 */
@EnabledIfSystemProperty(named = "gitsync.springBoot.listing", matches = "true")
final class ListingProfileTest {
    @TempDir
    private static Path data;

    private static TestWiki wiki;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() {
        wiki = TestWiki.start(
                "spring.profiles.active=listing", "gitsync.storage=disk", "gitsync.data-directory=" + data);
    }

    @AfterAll
    static void stop() {
        wiki.close();
    }

    private GitClient cloned(String folder) {
        return GitClient.at(home).clone(wiki.url("ada", "/wiki/git/handbook.git"), folder);
    }

    @Test
    void pushIsTriedAgainIfTheVersionOfAnArticleHasChanged() {
        GitClient ada = cloned("ada");
        ada.commit("Welcome.md", "Hello from git\n");
        wiki.changeVersionOnce("Welcome");

        GitClient.Outcome push = ada.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).as(push.stderr()).isZero();
        assertThat(wiki.texts("SELECT last_value::text FROM raced")).containsExactly("2");
        assertThat(wiki.article("Welcome").body()).isEqualTo("Hello from git\n");
    }

    @Test
    void failedFlushRefusesThePushAndNothingIsHalfDone() {
        GitClient ada = cloned("ada");
        ada.commit("Small.md", "Small\n");
        ada.commit("Large.md", "x".repeat(1_000_001));

        GitClient.Outcome refused = ada.run("push", "origin", "HEAD:main");

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.stderr()).contains("the wiki failed on this push");
        assertThat(wiki.texts("SELECT title FROM article WHERE title IN ('Small', 'Large')"))
                .isEmpty();
        assertThat(cloned("again").folder().resolve("Small.md")).doesNotExist();
    }
}
