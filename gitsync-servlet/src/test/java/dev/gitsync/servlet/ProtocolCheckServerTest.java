package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the server for third-party test suites behaves as a plain git server. */
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
    void appliesTheConfigurationOfTheRepository() {
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
    void distinguishesForbiddenFromUnknownUsers() {
        assertThat(GitClient.at(home).run("ls-remote", url("forbidden-user")).stderr())
                .contains("403");
        assertThat(GitClient.at(home).run("ls-remote", url("unknown")).stderr()).contains("Authentication failed");
    }

    @Test
    void servesARepositoryWithAndWithoutGitInItsName() {
        for (String name : List.of("repo", "repo.git")) {
            GitClient.at(home).ok("clone", "-q", url("user", name), "as-" + name);
            assertThat(home.resolve("as-" + name).resolve("file")).hasContent("one");
        }
        GitClient.at(root).ok("init", "-q", "--bare", "-b", "main", "plain");
        git.ok("push", "-q", url("user", "plain"), "HEAD:main");
        assertThat(git.ok("ls-remote", url("user", "plain.git"))).contains("refs/heads/main");
    }

    @Test
    void servesANonBareRepositoryAndProtectsItsCheckedOutBranch() {
        GitClient.at(root).ok("clone", "-q", "repo.git", "tree");
        assertThat(root.resolve("tree/file")).hasContent("one");
        for (String name : List.of("tree", "tree.git")) {
            GitClient.at(home).ok("clone", "-q", url("user", name), "as-" + name);
        }
        git.commit("file", "two\n");
        git.ok("push", "-q", url("user", "tree"), "HEAD:side");
        assertThat(git.run("push", url("user", "tree"), "HEAD:main").stderr())
                .contains("branch is currently checked out");
        assertThat(GitClient.at(root).in("tree").ok("branch", "--list", "side")).contains("side");
    }

    @Test
    void letsAPreReceiveHookRefuseTheWholePush() throws IOException {
        hook("pre-receive", "while read old new ref; do echo \"$REMOTE_USER: not $ref\" >&2; done; exit 1");
        git.commit("file", "two\n");
        String refused = git.run("push", "origin", "HEAD:main", "HEAD:side").stderr();
        assertThat(refused)
                .contains("remote: user@host: not refs/heads/main", "remote: user@host: not refs/heads/side")
                .contains("pre-receive hook declined");
        assertThat(git.ok("ls-remote", "origin")).doesNotContain("side", git.ok("rev-parse", "HEAD"));
    }

    @Test
    void letsAnUpdateHookRefuseOneOfTwoRefs() throws IOException {
        hook("update", "test \"$1\" != refs/heads/side || { echo \"side is closed: $3\"; exit 1; }");
        git.commit("file", "two\n");
        String head = git.ok("rev-parse", "HEAD").strip();
        String refused = git.run("push", "origin", "HEAD:main", "HEAD:side").stderr();
        assertThat(refused).contains("remote: side is closed: " + head).contains("-> side (hook declined)");
        assertThat(git.ok("ls-remote", "origin"))
                .contains(head + "\trefs/heads/main")
                .doesNotContain("side");
        assertThat(git.run("push", "--atomic", "origin", "HEAD:refs/heads/other", "HEAD:refs/heads/side")
                        .stderr())
                .contains("-> side (hook declined)", "-> other (transaction aborted)");
        assertThat(git.ok("ls-remote", "origin")).doesNotContain("other");
    }

    @Test
    void runsAPostReceiveHookWithMovedRefsAndPushOptions() throws IOException {
        config("receive.advertisePushOptions", "true");
        hook("update", "test \"$1\" != refs/heads/side");
        hook("post-receive", "{ cat; echo \"$GIT_PUSH_OPTION_COUNT $GIT_PUSH_OPTION_0\"; } > received");
        String before = git.ok("rev-parse", "HEAD").strip();
        git.commit("file", "two\n");
        String after = git.ok("rev-parse", "HEAD").strip();
        git.run("push", "-o", "ci.skip", "origin", "HEAD:main", "HEAD:side");
        Path received = root.resolve("repo.git/received");
        Awaitility.await()
                .until(() ->
                        Files.exists(received) && Files.readString(received).endsWith("ci.skip\n"));
        assertThat(received).hasContent(before + " " + after + " refs/heads/main\n1 ci.skip");
    }

    private void hook(String name, String script) throws IOException {
        Path hook = root.resolve("repo.git/hooks").resolve(name);
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\n" + script + "\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
    }

    private void config(String name, String value) {
        GitClient.at(root).in("repo.git").ok("config", name, value);
    }

    private String url(String user) {
        return url(user, "repo.git");
    }

    private String url(String user, String name) {
        return "http://" + user + "%40host:pass%40host@127.0.0.1:" + server.port() + "/peer/" + name;
    }
}
