package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Person;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.GitClient.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what users of the real git see. */
final class GitOverHttpTest extends HttpTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void clonesPushesAndFetchesInBothProtocols(int version) throws IOException {
        String protocol = "protocol.version=" + version;
        GitClient writer = pushedClone();
        GitClient.at(home).ok("-c", protocol, "clone", "-q", server.url("reader", "docs"), "copy");
        GitClient reader = GitClient.at(home).in("copy");
        assertThat(Files.readString(reader.folder().resolve("Home.md"))).isEqualTo("Hello\n");

        writer.commit("More.md", "More\n");
        writer.ok("-c", protocol, "push", "-q", "origin", "HEAD:main");
        Outcome fetch = reader.with("GIT_TRACE_PACKET", "1").run("-c", protocol, "fetch", "origin", "main");

        assertThat(fetch.exitCode()).isZero();
        assertThat(fetch.stderr().contains("< version 2")).isEqualTo(version == 2);
        assertThat(reader.ok("rev-parse", "FETCH_HEAD")).isEqualTo(writer.ok("rev-parse", "HEAD"));
        assertThat(reader.ok("fsck", "--full")).isEmpty();
    }

    @Test
    void clonesAnEmptySpace() {
        Outcome clone = GitClient.at(home).run("clone", server.url("reader", "docs"), "docs");
        assertThat(clone.exitCode()).isZero();
        assertThat(clone.stderr()).contains("empty repository");
    }

    @Test
    void tellsTheEngineWhoPushes() {
        pushedClone();
        assertThat(server.spaces().lastPusher())
                .isEqualTo(new Pusher("id-of-writer", new Person("writer", "writer@example.org"), false));
    }

    @ParameterizedTest
    @CsvSource({"/, /*", "/, /git/*", "/wiki, /*", "/a wiki, /deep/er/*"})
    void servesUnderAnyContextAndMapping(String context, String mapping, @TempDir Path served) {
        try (TestServer elsewhere = TestServer.startAt(served, context, mapping)) {
            GitClient git = GitClient.at(home);
            git.ok("clone", "-q", elsewhere.url("writer", "docs"), "docs");
            git.in("docs").commit("Home.md", "Hello\n");
            git.in("docs").ok("push", "-q", "origin", "HEAD:main");
            assertThat(git.ok("ls-remote", elsewhere.url("reader", "docs"), "main"))
                    .contains(git.in("docs").ok("rev-parse", "HEAD"));
        }
    }

    @Test
    void readsRequestsThatGitCompressed() {
        GitClient writer = pushedClone();
        GitClient.at(home).ok("clone", "-q", server.url("reader", "docs"), "copy");
        GitClient reader = GitClient.at(home).in("copy");
        GitClient later =
                reader.with("GIT_COMMITTER_DATE", "2040-01-01T00:00:00Z"); // git sends the latest commit first
        for (int i = 0; i < 40; i++) {
            later.ok("commit", "-q", "--allow-empty", "-m", "Local " + i);
        }
        writer.commit("More.md", "More\n");
        writer.ok("push", "-q", "origin", "HEAD:main");

        Outcome fetch = reader.with("GIT_CURL_VERBOSE", "1").run("fetch", "origin", "main");

        assertThat(fetch.exitCode()).as(fetch.stderr()).isZero();
        assertThat(fetch.stderr()).containsIgnoringCase("Content-Encoding: gzip");
    }

    @Test
    void acceptsPushInChunkedEncoding() {
        GitClient writer = pushedClone();
        writer.commit("Big.md", "0123456789abcdef\n".repeat(2000) + home);
        Outcome push = writer.run("-c", "http.postBuffer=1", "-c", "core.compression=0", "push", "origin", "HEAD:main");
        assertThat(push.exitCode()).as(push.stderr()).isZero();
    }

    @Test
    void refusesAWrongPassword() {
        String url = server.url("writer", "docs").replace("p%C3%A4ss", "other");
        Outcome clone = GitClient.at(home).run("clone", url, "docs");
        assertThat(clone.exitCode()).isNotZero();
        assertThat(clone.stderr()).contains("Authentication failed");
        assertThat(server.spaces().calls()).isEmpty();
    }

    @Test
    void asksForMissingCredentials() {
        String url = server.url("writer", "docs").replaceFirst("//.*@", "//");
        Outcome clone = GitClient.at(home).run("clone", url, "docs");
        assertThat(clone.stderr()).contains("could not read Username");
    }

    @Test
    void reportsReasonOfRefusedPushToReader() {
        GitClient git = pushedClone();
        git.commit("More.md", "More\n");
        Outcome push = git.run("push", server.url("reader", "docs"), "HEAD:main");
        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("remote: You may read this space, but not push to it. Use ");
    }

    @Test
    void reportsAMissingSpaceAsNotFound() {
        Outcome clone = GitClient.at(home).run("clone", server.url("reader", "missing"), "docs");
        assertThat(clone.stderr()).contains("remote: Repository not found").contains("not found");
    }

    @Test
    void reportsABusySpace() {
        server.spaces().catchUpEndsAs(id -> new SyncReport.Skipped(id, SyncReport.Reason.LOCK_HELD));
        Outcome first =
                GitClient.at(home).run("-c", "protocol.version=0", "clone", server.url("reader", "docs"), "docs");
        assertThat(first.stderr())
                .contains("remote: Another process is working on this space")
                .contains("503");
        Outcome later =
                GitClient.at(home).run("-c", "protocol.version=2", "clone", server.url("reader", "docs"), "docs");
        assertThat(later.exitCode()).isNotZero();
        assertThat(later.stderr()).contains("remote error: Another process is working on this space");
    }

    @Test
    void reportsWhyAPackIsRefused() {
        GitClient git = pushedClone();
        git.commit("Big.md", "x".repeat(2 << 20));
        Outcome push = git.run("push", "origin", "HEAD:main");
        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr())
                .contains("[remote rejected]")
                .contains("unpacker error")
                .doesNotContain("HTTP");
    }

    @Test
    void suggestsAFullFetchInsteadOfDeepening() {
        GitClient writer = pushedClone();
        writer.commit("More.md", "More\n");
        writer.ok("push", "-q", "origin", "HEAD:main");
        GitClient.at(home).ok("clone", "-q", "--depth=1", server.url("reader", "docs"), "shallow");
        GitClient shallow = GitClient.at(home).in("shallow");

        Outcome deepen = shallow.run("fetch", "--deepen=1");
        assertThat(deepen.stderr())
                .contains("remote error: this server can't deepen")
                .contains("--unshallow");
        shallow.ok("fetch", "-q", "--unshallow");
        assertThat(shallow.ok("rev-list", "--count", "HEAD")).isEqualTo("2");
    }

    @Test
    void reportsMissingCommit() {
        pushedClone();
        String unknown = "0123456789".repeat(4);
        Outcome fetch = GitClient.at(home).in("docs").run("fetch", server.url("reader", "docs"), unknown);
        assertThat(fetch.stderr()).contains("remote error: ").contains(unknown);
    }

    @Test
    void failsACloneOfADamagedRepository() {
        pushedClone();
        server.spaces().damage("docs");
        try (LoggedLines log = LoggedLines.of(ExceptionMapper.class)) {
            Outcome clone = GitClient.at(home).run("clone", server.url("reader", "docs"), "copy");
            assertThat(clone.exitCode()).isNotZero();
            assertThat(clone.stderr()).contains("500");
            assertThat(log.lines()).singleElement().asString().contains("docs");
        }
    }
}
