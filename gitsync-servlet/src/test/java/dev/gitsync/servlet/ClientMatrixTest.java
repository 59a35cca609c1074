package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.tests.GitClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A1, A2: git clients against a complete gitsync. The container affects how requests are framed and refused, so each
 * client clones, pulls, pushes and is refused in every container. The contents of requests do not depend on it, so
 * their tests run once.
 */
@Timeout(120)
class ClientMatrixTest {
    private final WikiServer server = WikiServer.start();
    private PageId home = new PageId("none");

    @TempDir
    Path folder;

    /**
     * Clients that are not part of this build: one from the registry of npm, one from Debian's python3-pygit2. If one
     * of them can't be installed, its tests are skipped with the reason. They run with one container only.
     */
    private static final List<Client> OTHERS = ServletContainer.isTomcat()
            ? List.of()
            : List.of(
                    Client.Script.isomorphic(Path.of("target/isomorphic-git").toAbsolutePath()),
                    Client.Script.libgit2(Path.of("target").toAbsolutePath()));

    static Stream<Client> clients() {
        return Stream.concat(supplied(), OTHERS.stream());
    }

    private static Stream<Client> supplied() {
        return Stream.of(
                new Client.CommandLine("git, protocol 0", List.of("protocol.version=0")),
                new Client.CommandLine("git, protocol 1", List.of("protocol.version=1")),
                new Client.CommandLine("git, protocol 2", List.of("protocol.version=2")),
                new Client.CommandLine("git, all in chunks", List.of("http.postBuffer=65536", "core.compression=0")),
                new Client.CommandLine("git, negotiating pushes", List.of("push.negotiate=true")),
                new Client.JGit());
    }

    @BeforeEach
    void write() {
        home = server.editor().create(null, "Home", "Hello\n", edit());
        server.gitSync().runOnce(server.docs().id());
        edit("Hello again\n");
    }

    @AfterEach
    void stop() {
        assertThat(server.gitSync().verify(server.docs().id()).isClean()).isTrue();
        server.close();
    }

    @EveryContainer
    @ParameterizedTest
    @MethodSource("clients")
    void clonesPullsAndPushes(Client client) throws Exception {
        Path clone = folder.resolve("clone");
        assertThat(client.clone(url("writer"), clone, 0)).isEmpty();
        assertThat(clone.resolve("Home.md")).hasContent("Hello again\n");
        edit("Edited in the browser\n");
        assertThat(client.pull(clone)).isEmpty();
        assertThat(clone.resolve("Home.md")).hasContent("Edited in the browser\n");
        assertThat(client.push(clone, "New.md", "x".repeat(100_000) + "\n", "refs/heads/main"))
                .isEmpty();
        assertThat(server.pages().pages(server.docs(), null, 10))
                .extracting(page -> page.content().title())
                .containsExactlyInAnyOrder("Home", "New");
    }

    @ParameterizedTest
    @MethodSource("clients")
    void pushesFromAShallowClone(Client client) {
        Path clone = folder.resolve("clone");
        assertThat(client.clone(url("writer"), clone, 1)).isEmpty();
        assertThat(GitClient.at(folder).in("clone").ok("rev-list", "--count", "HEAD"))
                .isEqualTo("1");
        edit("Edited in the browser\n");
        assertThat(client.pull(clone)).isEmpty();
        assertThat(client.push(clone, "New.md", "New\n", "refs/heads/main")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void reportsReasonOfRefusedPush(Client client) {
        Path clone = folder.resolve("clone");
        assertThat(client.clone(url("writer"), clone, 0)).isEmpty();
        assertThat(client.push(clone, "New.md", "New\n", "refs/heads/other")).contains("only main can be pushed");
    }

    @EveryContainer
    @ParameterizedTest
    @MethodSource("clients")
    void reportsWrongPassword(Client client) {
        String answer = client.clone(server.url("writer", "wrong"), folder.resolve("clone"), 0);
        assertThat(answer).containsAnyOf("Authentication failed", "not authorized", "401", "authentication required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"blob:none", "tree:0", "blob:limit=3"})
    void clonesPartiallyAndFetchesTheRestOnDemand(String filter) {
        GitClient.at(folder).ok("clone", "-q", "--filter=" + filter, url("writer"), "clone");
        GitClient git = GitClient.at(folder).in("clone");
        assertThat(git.ok("rev-list", "--objects", "--missing=print", "--all")).contains("?");
        assertThat(git.ok("show", "HEAD~1:Home.md")).isEqualTo("Hello");
        git.commit("New.md", "New\n");
        git.ok("push", "-q", "origin", "HEAD:main");
        edit("Edited in the browser\n");
        git.ok("pull", "-q", "--ff-only");
        assertThat(folder.resolve("clone/Home.md")).hasContent("Edited in the browser\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--shallow-since=2026-01-01", "--single-branch", "--no-tags", "--mirror", "--bare"})
    void supportsOtherOptionsOfClone(String option) {
        GitClient.at(folder).ok("clone", "-q", option, url("reader"), "clone");
        assertThat(GitClient.at(folder).in("clone").ok("rev-parse", "main"))
                .isEqualTo(server.gitSync()
                        .status(server.docs().id())
                        .orElseThrow()
                        .main());
    }

    @Test
    void advertisesOnlyMain() {
        assertThat(GitClient.at(folder).ok("ls-remote", url("reader")).lines().map(line -> line.split("\t", 2)[1]))
                .containsExactlyInAnyOrder("HEAD", "refs/heads/main");
    }

    @Test
    void unshallowsAShallowClone() throws Exception {
        GitClient.at(folder).ok("clone", "-q", "--depth", "1", url("reader"), "clone");
        GitClient git = GitClient.at(folder).in("clone");
        git.ok("fetch", "-q", "--unshallow");
        assertThat(git.ok("rev-list", "--count", "HEAD")).isEqualTo("2");
        assertThat(Files.exists(folder.resolve("clone/.git/shallow"))).isFalse();
    }

    @Test
    void acceptsPushOptionsAndAtomicPushes() {
        GitClient.at(folder).ok("clone", "-q", url("writer"), "clone");
        GitClient git = GitClient.at(folder).in("clone");
        git.commit("New.md", "New\n");
        assertThat(git.run("push", "--atomic", "-o", "gitsync.dry-run", "origin", "HEAD:main")
                        .stderr())
                .contains("This push would do", "New.md");
        git.ok("push", "--atomic", "-q", "origin", "HEAD:main");
    }

    @Test
    void refusesToServeARefusedCommit() {
        GitClient.at(folder).ok("clone", "-q", url("writer"), "clone");
        GitClient git = GitClient.at(folder).in("clone");
        git.commit("Home.md", "<<<<<<< a\nsecret\n=======\n>>>>>>> b\n");
        assertThat(git.run("push", "-q", "origin", "HEAD:main").exitCode()).isNotZero();
        for (String refused : List.of("HEAD", "HEAD:", "HEAD:Home.md")) {
            String id = git.ok("rev-parse", refused);
            GitClient.at(folder).ok("init", "-q", id);
            GitClient.Outcome fetch = GitClient.at(folder).in(id).run("fetch", "-q", url("reader"), id);
            assertThat(fetch.exitCode()).isNotZero();
            assertThat(fetch.stderr()).contains("not valid");
        }
    }

    private String url(String user) {
        return server.url(user, WikiServer.PASSWORD);
    }

    private void edit(String text) {
        server.editor().edit(home, text, edit());
    }

    private static Provenance edit() {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-01-02T00:00:00Z"), "");
    }
}
