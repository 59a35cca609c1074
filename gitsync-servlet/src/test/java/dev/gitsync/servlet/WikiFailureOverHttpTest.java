package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.store.Call;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults E2, seen from git: a fetch is told to retry only after a {@link dev.gitsync.error.StoreException}. */
@Timeout(60)
class WikiFailureOverHttpTest {
    private final WikiServer server = WikiServer.start();
    private PageId home;
    private GitClient git;

    @BeforeEach
    void cloneASpace(@TempDir Path folder) {
        home = server.editor().create(null, "Home", "Hello\n", edit());
        git = GitClient.at(folder).clone(server.url("writer", WikiServer.PASSWORD), "clone");
        server.editor().edit(home, "Edited in the browser\n", edit());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"CHANGES, 0", "CHANGES, 2"})
    void asksAFetchForNoRetryAfterAnExceptionOfTheWiki(Call call, int protocol) {
        server.faulty().before(call, 1, () -> {
            throw new IllegalStateException("Access is denied to secret table 7");
        });

        GitClient.Outcome fetch = git.run("-c", "protocol.version=" + protocol, "fetch", "origin");

        assertThat(fetch.exitCode()).isNotZero();
        assertThat(fetch.stderr())
                .contains("The wiki failed", "Trying again will not help: tell the operator")
                .doesNotContain("later", "error: 503", "secret");
        assertThat(fetch.stderr().contains("error: 500")).isEqualTo(protocol == 0);
        git.ok("fetch", "-q", "origin");
        assertThat(git.ok("show", "origin/main:Home.md")).isEqualTo("Edited in the browser");
    }

    /** An error such as a missing class in the wiki. The container would answer with its own page. */
    @ParameterizedTest
    @CsvSource({"CHANGES, 0", "CHANGES, 2"})
    void reportsAnErrorOfTheWikiLikeAnException(Call call, int protocol) {
        server.faulty().before(call, 1, () -> {
            throw new LinkageError("secret");
        });

        GitClient.Outcome fetch = git.run("-c", "protocol.version=" + protocol, "fetch", "origin");

        assertThat(fetch.stderr())
                .contains("The wiki failed", "Trying again will not help: tell the operator")
                .doesNotContain("secret");
    }

    @Test
    void asksAPushForNoRetryAfterAnExceptionOfTheWiki() {
        server.faulty().before(Call.CHANGES, 1, () -> {
            throw new SecurityException("Access is denied to secret table 7");
        });

        assertThat(git.run("push", "origin", "HEAD:main").stderr())
                .contains("The wiki failed", "error: 500")
                .doesNotContain("later", "secret");
    }

    @ParameterizedTest
    @CsvSource({"0", "2"})
    void asksAFetchToRetryAfterAStoreException(int protocol) {
        server.faulty().failBefore(Call.CHANGES, 1);

        assertThat(git.run("-c", "protocol.version=" + protocol, "fetch", "origin")
                        .stderr())
                .contains("Try again later")
                .doesNotContain("error: 500");
    }

    private static Provenance edit() {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-01-02T00:00:00Z"), "");
    }
}
