package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.demo.DemoOptions;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Laws 1, 3, 10; rows A1 to A7, C8, C16, E4, F5: tests the main purpose of the product against the running demo. */
class MainJobTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static @Nullable Path data;

    private static @Nullable DemoWiki running;
    private static SortedMap<String, String> imported = new TreeMap<>();

    @TempDir
    @Nullable
    Path home;

    private GitClient git = GitClient.at(Path.of("."));

    @BeforeAll
    static void startWithAnImport() throws IOException {
        Path root = Objects.requireNonNull(data);
        Path docs = generatedTree(Files.createDirectory(root.resolve("docs")));
        imported = files(docs);
        running = DemoWiki.start(DemoOptions.in(root.resolve("wiki")).withImport(docs, new SpaceId("docs")));
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    @BeforeEach
    void newHome() {
        git = GitClient.at(Objects.requireNonNull(home));
    }

    @Test
    void servesImportedFilesByteForByteAndPassesVerify() throws IOException {
        git.ok("clone", "-q", url("ada:demo", "docs"), "docs");

        SortedMap<String, String> cloned = files(git.in("docs").folder());
        assertThat(cloned).containsAllEntriesOf(imported);
        assertThat(git.in("docs").run("fsck", "--full").exitCode()).isZero();
        JsonNode report =
                api("ada", "POST", "/api/spaces/docs/verify", null, null).body();
        assertThat(report.get("clean").asBoolean()).isTrue();
        long pageFiles = cloned.keySet().stream()
                .filter(path -> path.endsWith(".md") && !path.startsWith("."))
                .count();
        assertThat(report.get("pageFiles").asLong()).isEqualTo(pageFiles);
    }

    @Test
    void appliesFiveEditsOfOnePushAndServesAWikiEdit() throws IOException {
        create("docs", "Story one", "one\n");
        create("docs", "Story two", "two\n");
        JsonNode moving = create("docs", "Story moving", "a text that stays the same\nwhile it moves\n");
        create("docs", "Story doomed", "doomed\n");
        git.ok("clone", "-q", url("ada:demo", "docs"), "docs");
        GitClient clone = git.in("docs").with("GIT_AUTHOR_NAME", "Grace").with("GIT_AUTHOR_EMAIL", "grace@example.org");
        Files.writeString(clone.folder().resolve("Story one.md"), "one, changed\n");
        Files.writeString(clone.folder().resolve("Story two.md"), "two, changed\n");
        Files.writeString(clone.folder().resolve("Story new.md"), "new\n");
        Files.createDirectories(clone.folder().resolve("Story one"));
        clone.ok("mv", "Story moving.md", "Story one/Moved.md");
        clone.ok("rm", "-q", "Story doomed.md");
        clone.ok("add", "-A");
        clone.ok("commit", "-q", "-m", "Five edits");
        clone.ok("push", "-q");

        JsonNode one = page("docs", "Story one.md");
        assertThat(one.get("text").asString()).isEqualTo("one, changed\n");
        assertThat(page("docs", "Story two.md").get("text").asString()).isEqualTo("two, changed\n");
        assertThat(page("docs", "Story new.md").get("text").asString()).isEqualTo("new\n");
        JsonNode moved = page("docs", "Story one/Moved.md");
        assertThat(moved.get("id")).isEqualTo(moving.get("id"));
        assertThat(moved.get("parentId")).isEqualTo(one.get("id"));
        assertThat(paths("docs")).doesNotContain("Story doomed.md");
        JsonNode last = api("ada", "GET", "/api/pages/" + text(one, "id") + "/revisions", null, null)
                .body()
                .get("revisions")
                .get(0);
        assertThat(text(last, "author")).isEqualTo("Grace");
        assertThat(text(last, "message")).isEqualTo("Five edits");
        assertThat(text(last, "source")).isEqualTo("git");

        // A second push needs no pull.
        clone.commit("Story new.md", "new, again\n");
        clone.ok("push", "-q");

        edit("bob", one, "one, by Bob\n", "Bob's edit");
        clone.ok("pull", "-q", "--ff-only");
        assertThat(clone.folder().resolve("Story one.md")).hasContent("one, by Bob\n");
        assertThat(clone.ok("log", "-1", "--format=%an %s")).isEqualTo("Bob Bob's edit");
    }

    @Test
    void refusesAStalePushWithFetchFirst() throws IOException {
        JsonNode page = create("docs", "Contested", "first\n");
        git.ok("clone", "-q", url("ada:demo", "docs"), "docs");
        GitClient clone = git.in("docs");
        edit("bob", page, "edited in the browser\n", "");
        clone.commit("Contested.md", "edited with git\n");

        GitClient.Outcome push = clone.run("push");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("fetch first");
        assertThat(page("docs", "Contested.md").get("text").asString()).isEqualTo("edited in the browser\n");
        clone.ok("pull", "-q", "--rebase", "-X", "theirs");
        clone.ok("push", "-q");
        assertThat(page("docs", "Contested.md").get("text").asString()).isEqualTo("edited with git\n");
    }

    @Test
    void reportsRefusalsAsSentencesThatGitShows() {
        create("docs", "Refusals", "text\n");
        git.ok("clone", "-q", url("eve:demo", "docs"), "docs");
        git.in("docs").commit("Refusals.md", "by a reader\n");
        assertThat(git.in("docs").run("push").stderr()).contains("may read this space, but not push", "403");
        assertThat(git.run("clone", url("ada:wrong", "docs"), "x").stderr()).contains("Authentication failed");

        String conflict = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n";
        git.ok("clone", "-q", url("bob:demo", "docs"), "bobs");
        git.in("bobs").commit("Refusals.md", conflict);
        assertThat(git.in("bobs").run("push").stderr())
                .contains("remote: Push refused: Refusals.md still holds conflict markers", "[remote rejected]");
        git.in("bobs").ok("reset", "-q", "--hard", "origin/main");
        assertThat(git.in("bobs").run("push", "origin", "HEAD:refs/heads/topic").stderr())
                .contains("only main can be pushed to a wiki");
        assertThat(git.in("bobs").run("push", "origin", ":main").exitCode()).isNotZero();
    }

    @Test
    void pullsAWikiEditWithoutAFetch() {
        Path onDisk = Objects.requireNonNull(data).resolve("wiki/repositories/private.git");

        create("private", "Without a fetch", "for this\n");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(git.run("--git-dir", onDisk.toString(), "show", "main:Without a fetch.md")
                                        .stdout())
                                .isEqualTo("for this\n"));
    }

    @Test
    void answersAlikeForUnknownAndForbiddenSpaces() {
        Answer forbidden = raw("eve", "/git/private.git/info/refs?service=git-upload-pack");
        Answer unknown = raw("eve", "/git/nowhere.git/info/refs?service=git-upload-pack");

        assertThat(forbidden.status()).isEqualTo(404);
        assertThat(unknown).isEqualTo(forbidden);
        assertThat(raw("ada", "/git/private.git/info/refs?service=git-upload-pack")
                        .status())
                .isEqualTo(200);
    }

    /**
     * Returns a tree with non-ASCII names, empty files, deep folders, files that are not Markdown, front matter and
     * mixed line ends.
     */
    private static Path generatedTree(Path root) throws IOException {
        for (int i = 0; i < 40; i++) {
            write(root, "guide/part " + i % 4 + "/chapter " + i + ".md", "# Chapter " + i + "\n");
        }
        write(root, "Überblick.md", "---\ntitle: Ein Überblick\nlayout: wide # keep\n---\n\nText\n");
        write(root, "日本語/はじめに.md", "こんにちは\n");
        write(root, "日本語/emoji 👩‍💻.md", "no line end");
        write(root, "empty.md", "");
        write(root, "empty too.md", "");
        write(root, "crlf.md", "\uFEFF---\r\ntitle: 'CRLF'\r\n---\r\ntext\r\n");
        write(root, "d/".repeat(20) + "deep.md", "deep\n");
        write(root, "images/logo.svg", "<svg/>\n");
        write(root, "LICENSE", "do what you like\n");
        write(root, "LICENSE.md", "see LICENSE\n");
        write(root, ".github/ISSUE_TEMPLATE.md", "hidden\n");
        return root;
    }

    private static void write(Path root, String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static SortedMap<String, String> files(Path root) throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (!path.startsWith(".git/")) {
                    found.put(path, Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
                }
            }
        }
        return found;
    }

    private static JsonNode create(String space, String title, String text) {
        String body = JSON.writeValueAsString(Map.of("title", title, "text", text));
        return api("ada", "POST", "/api/spaces/" + space + "/pages", body, null).body();
    }

    private static void edit(String user, JsonNode page, String text, String message) {
        String id = text(page, "id");
        long version = api(user, "GET", "/api/pages/" + id, null, null)
                .body()
                .get("version")
                .asLong();
        String body = JSON.writeValueAsString(Map.of("text", text, "message", message));
        assertThat(api(user, "PUT", "/api/pages/" + id, body, "\"" + version + "\"")
                        .status())
                .isEqualTo(200);
    }

    private static JsonNode page(String space, String path) {
        for (JsonNode page : pages(space)) {
            if (text(page, "path").equals(path)) {
                return api("ada", "GET", "/api/pages/" + text(page, "id"), null, null)
                        .body();
            }
        }
        throw new AssertionError("No page at " + path);
    }

    private static List<String> paths(String space) {
        List<String> paths = new ArrayList<>();
        pages(space).forEach(page -> paths.add(text(page, "path")));
        return paths;
    }

    private static JsonNode pages(String space) {
        return api("ada", "GET", "/api/spaces/" + space + "/pages?limit=500", null, null)
                .body()
                .get("pages");
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asString();
    }

    private static JsonAnswer api(
            String user, String method, String path, @Nullable String body, @Nullable String ifMatch) {
        HttpResponse<String> response = send(user, method, path, body, ifMatch);
        return new JsonAnswer(response.statusCode(), JSON.readTree(response.body()));
    }

    private static Answer raw(String user, String path) {
        HttpResponse<String> response = send(user, "GET", path, null, null);
        TreeMap<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.remove("date");
        return new Answer(response.statusCode(), headers.toString(), response.body());
    }

    private static HttpResponse<String> send(
            String user, String method, String path, @Nullable String body, @Nullable String ifMatch) {
        byte[] credentials = (user + ":demo").getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(wiki().url() + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private static String url(String credentials, String space) {
        return wiki().cloneUrl(new SpaceId(space)).replace("://", "://" + credentials + "@");
    }

    private static DemoWiki wiki() {
        return Objects.requireNonNull(running);
    }

    private record Answer(int status, String headers, String body) {}

    private record JsonAnswer(int status, JsonNode body) {}
}
