package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.demo.DemoWiki;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests the calls of the JSON API for files. */
@WithRunningWiki
class FilesApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FILES = "/spaces/handbook/files";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String root;
    private String page = "";
    private String file = "";

    FilesApiTest(DemoWiki wiki) {
        root = wiki.url() + "/api";
    }

    @BeforeEach
    void createNewFile() {
        page = json(call("ada", "POST", "/spaces/handbook/pages", "", "{\"title\": \"Files\"}"))
                .get("id")
                .stringValue();
        HttpResponse<String> created =
                call("bob", "POST", FILES + "?name=img/one.png&message=Hello&page=" + page, "", "one");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(etag(created)).isEqualTo("\"1\"");
        file = FILES + "/" + json(created).get("id").stringValue();
        assertThat(created.headers().firstValue("Location")).hasValue("/api" + file);
    }

    @Test
    void readsReplacesMovesDeletesAndRestoresAFile() {
        JsonNode read = json(call("eve", "GET", file, "", ""));
        assertThat(read.get("name").stringValue()).isEqualTo("img/one.png");
        assertThat(read.get("pageId").stringValue()).isEqualTo(page);
        assertThat(read.get("size").intValue()).isEqualTo(3);
        assertThat(read.get("message").stringValue()).isEqualTo("Hello");
        assertThat(read.get("hash").stringValue()).hasSize(64);

        assertThat(etag(call("bob", "PUT", file + "/content", "\"1\"", "second")))
                .isEqualTo("\"2\"");
        assertThat(etag(call("bob", "PUT", file, "\"2\"", "{\"name\": \"two.png\", \"pageId\": null}")))
                .isEqualTo("\"3\"");
        assertThat(json(call("eve", "GET", file, "", "")).get("path").stringValue())
                .isEqualTo("two.png");
        assertThat(etag(call("bob", "DELETE", file, "\"3\"", ""))).isEqualTo("\"4\"");
        assertThat(call("eve", "GET", file, "", "").statusCode()).isEqualTo(404);
        assertThat(call("bob", "PUT", file + "/content", "\"4\"", "x").statusCode())
                .isEqualTo(404);
        assertThat(call("eve", "GET", FILES + "?deleted=yes", "", "").body()).contains("two.png");
        assertThat(etag(call("bob", "POST", file + "/restore", "\"4\"", ""))).isEqualTo("\"5\"");
        assertThat(call("bob", "POST", file + "/restore", "\"5\"", "").statusCode())
                .isEqualTo(409);

        assertThat(call("eve", "GET", file + "/content", "", "").body()).isEqualTo("second");
        HttpResponse<String> first = call("eve", "GET", file + "/content/1", "", "");
        assertThat(first.body()).isEqualTo("one");
        assertThat(first.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox;");
        assertThat(call("eve", "GET", file + "/content/4", "", "").statusCode()).isEqualTo(404);
        JsonNode history = json(call("eve", "GET", file + "/revisions?limit=4", "", ""));
        assertThat(history.get("revisions")
                        .valueStream()
                        .map(row -> row.get("deletion").booleanValue()))
                .containsExactly(false, true, false, false);
        assertThat(history.get("next").intValue()).isEqualTo(2);
        call("bob", "DELETE", file, "\"5\"", "");
    }

    @Test
    void requiresTheCurrentVersionAndWriteAccessForAChange() {
        for (List<String> change : List.of(
                List.of("PUT", file, "{\"name\": \"x\"}"),
                List.of("PUT", file + "/content", "x"),
                List.of("DELETE", file, ""))) {
            assertThat(call("bob", change.get(0), change.get(1), "", change.get(2))
                            .statusCode())
                    .isEqualTo(428);
            HttpResponse<String> stale = call("bob", change.get(0), change.get(1), "\"9\"", change.get(2));
            assertThat(stale.statusCode()).isEqualTo(412);
            assertThat(etag(stale)).isEqualTo("\"1\"");
            assertThat(call("eve", change.get(0), change.get(1), "\"1\"", change.get(2))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(call("eve", "POST", FILES + "?name=x", "", "x").statusCode()).isEqualTo(403);
        assertThat(call("bob", "POST", FILES + "?name=img/one.png&page=" + page, "", "x")
                        .body())
                .contains("There is a file with the name img/one.png already.");
        assertThat(call("bob", "POST", FILES + "?name=x&page=nothing", "", "x").statusCode())
                .isEqualTo(422);
        assertThat(call("bob", "PUT", file, "\"1\"", "{\"nam\": \"x\"}").body())
                .contains("A file has no nam; it has name, pageId and message.");
    }

    @Test
    void listsFilesInBatchesAndHidesThemFromOthers() {
        JsonNode ofPage = json(call("eve", "GET", FILES + "?page=" + page, "", ""));
        assertThat(ofPage.get("files").valueStream().map(row -> row.get("path").stringValue()))
                .singleElement()
                .asString()
                .endsWith("/img/one.png");
        JsonNode first = json(call("eve", "GET", FILES + "?limit=1", "", ""));
        String next = first.get("next").stringValue();
        assertThat(first.get("files").get(0).get("id").stringValue()).isEqualTo(next);
        assertThat(call("eve", "GET", FILES + "?after=" + next, "", "").body()).doesNotContain(next);
        String hidden = call("eve", "GET", "/spaces/private/files", "", "").body();
        assertThat(hidden)
                .isEqualTo(call("eve", "GET", "/spaces/nowhere/files", "", "").body());
        assertThat(call("eve", "GET", file.replace("handbook", "private"), "", "")
                        .body())
                .isEqualTo(hidden);
    }

    @Test
    void refusesTooManyDownloadsOfAnAccountWithAMessage() throws IOException {
        HttpResponse<String> large =
                call("bob", "POST", FILES + "?name=large.bin&page=" + page, "", "x".repeat(24 << 20));
        String content = FILES + "/" + json(large).get("id").stringValue() + "/content";
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                slow.add(download("eve", content));
            }

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                HttpResponse<String> refused = call("eve", "GET", content, "", "");
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/json");
                assertThat(json(refused).get("error").stringValue())
                        .isEqualTo("You have 8 requests in progress. Try again when one ends.");
            });
            assertThat(call("eve", "GET", file + "/content", "", "").statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** Requests a file and reads nothing of it. */
    private Socket download(String user, String path) throws IOException {
        URI address = URI.create(root + path);
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1 << 12);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        String head = "GET " + address.getPath() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + basic(user)
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String basic(String user) {
        return Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
    }

    /** The content type that curl sends by default. */
    @Test
    void refusesContentsWithTheTypeOfAForm() {
        for (HttpResponse<String> refused : List.of(
                call("bob", "POST", FILES + "?name=x", "", "x", FORM),
                call("bob", "PUT", file + "/content", "\"1\"", "x", FORM))) {
            assertThat(refused.statusCode()).isEqualTo(415);
            assertThat(refused.body()).contains("Content-Type: application/octet-stream");
        }
    }

    private HttpResponse<String> call(String user, String method, String path, String seen, String body) {
        return call(user, method, path, seen, body, "application/json");
    }

    private HttpResponse<String> call(String user, String method, String path, String seen, String body, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Basic " + basic(user))
                .header("Content-Type", type);
        if (!seen.isEmpty()) {
            request.header("If-Match", seen);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    private static String etag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElse("");
    }
}
