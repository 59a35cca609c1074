package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.GitClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server for other people's test suites does what they expect of a plain git server. */
@Timeout(60)
class ProtocolCheckServerTest {
    @TempDir
    Path root;

    @TempDir
    Path home;

    private ProtocolCheckServer server;
    private GitClient git;

    @BeforeEach
    void start() {
        GitClient.at(root).ok("init", "-q", "--bare", "-b", "main", "repo.git");
        server = ProtocolCheckServer.start(root, 0, "/peer");
        GitClient.at(home).ok("clone", "-q", url("user"), "clone");
        git = GitClient.at(home).in("clone");
        git.commit("file", "one\n");
        git.ok("push", "-q", "origin", "HEAD:main");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void allowsBranchesRewindsAndDeletions() {
        git.commit("file", "two\n");
        git.ok("push", "-q", "origin", "HEAD:main", "HEAD:refs/heads/side", "HEAD:refs/tags/v1");
        git.ok("push", "-q", "-f", "origin", "HEAD~1:main", ":refs/heads/side");
        assertThat(git.ok("ls-remote", "origin"))
                .contains("refs/heads/main", "refs/tags/v1")
                .doesNotContain("side");
    }

    @Test
    void honoursTheConfigurationOfTheRepository() {
        assertThat(git.run("push", "-q", "-o", "x", "origin", "HEAD:o1").stderr())
                .contains("push options");
        config("receive.advertisePushOptions", "true");
        git.ok("push", "-q", "-o", "x", "origin", "HEAD:o1");

        config("uploadpack.allowFilter", "true");
        assertThat(GitClient.at(home)
                        .run("clone", "-q", "--no-checkout", "--filter=blob:none", url("user"), "partial")
                        .stderr())
                .doesNotContain("filtering not recognized");
        assertThat(GitClient.at(home).in("partial").ok("rev-list", "--objects", "--missing=print", "HEAD"))
                .contains("?");

        config("http.receivepack", "false");
        assertThat(git.run("push", "-q", "origin", "HEAD:o2").stderr()).contains("403");
    }

    @Test
    void tellsTheForbiddenUserAndTheUnknownOneApart() {
        assertThat(GitClient.at(home).run("ls-remote", url("forbidden-user")).stderr())
                .contains("403");
        assertThat(GitClient.at(home).run("ls-remote", url("nobody")).stderr()).contains("Authentication failed");
    }

    private void config(String name, String value) {
        GitClient.at(root).in("repo.git").ok("config", name, value);
    }

    private String url(String user) {
        return "http://" + user + "%40host:pass%40host@127.0.0.1:" + server.port() + "/peer/repo.git";
    }
}
