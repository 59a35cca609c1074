package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoWiki;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tests the JSON API as the README of the demo documents it. */
@WithRunningWiki
class ApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ANY = "";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String root;
    private String page = "";

    ApiTest(DemoWiki wiki) {
        root = wiki.url() + "/api";
    }

    @BeforeEach
    void createNewPage() {
        HttpResponse<String> created =
                call("ada", "POST", "/spaces/handbook/pages", ANY, "{\"title\": \"Api\", \"text\": \"one\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(etag(created)).isEqualTo("\"1\"");
        page = "/pages/" + json(created).get("id").stringValue();
        assertThat(created.headers().firstValue("Location")).hasValue("/api" + page);
    }

    @Test
    void readsChangesDeletesAndRestoresAPage() {
        assertThat(json(call("eve", "GET", page, ANY, null)).get("text").stringValue())
                .isEqualTo("one");

        HttpResponse<String> changed = call("bob", "PUT", page, "\"1\"", "{\"text\": \"two\", \"message\": \"m\"}");
        assertThat(etag(changed)).isEqualTo("\"2\"");
        assertThat(etag(call("bob", "DELETE", page, "\"2\"", null))).isEqualTo("\"3\"");
        assertThat(call("ada", "GET", page, ANY, null).statusCode()).isEqualTo(404);
        assertThat(etag(call("bob", "POST", page + "/restore", "\"3\"", null))).isEqualTo("\"4\"");
        assertThat(call("bob", "POST", page + "/restore", "\"4\"", null).statusCode())
                .isEqualTo(409);

        JsonNode history = json(call("ada", "GET", page + "/revisions?limit=3", ANY, null));
        assertThat(history.get("revisions")
                        .valueStream()
                        .map(row -> row.get("version").intValue()))
                .containsExactly(4, 3, 2);
        assertThat(history.get("next").intValue()).isEqualTo(2);
        assertThat(history.get("revisions").get(2).get("message").stringValue()).isEqualTo("m");
    }

    @Test
    void labelsAreReadChangedAndListed() {
        assertThat(json(call("eve", "GET", page, ANY, null)).get("labels")).isEmpty();

        HttpResponse<String> changed = call("bob", "PUT", page, "\"1\"", "{\"labels\": [\"x\", \"two words\"]}");
        assertThat(json(changed).get("labels").toString()).isEqualTo("[\"two words\",\"x\"]");
        assertThat(json(changed).get("text").stringValue()).isEqualTo("---\ntags: [two words, x]\n---\none");
        assertThat(etag(call("bob", "PUT", page, "\"2\"", "{\"title\": \"Api2\"}")))
                .isEqualTo("\"3\"");
        JsonNode found = json(call("eve", "GET", "/spaces/handbook/labels/two%20words", ANY, null));
        assertThat(found.get("pages").get(0).get("title").stringValue()).isEqualTo("Api2");
        assertThat(json(call("eve", "GET", "/spaces/handbook/labels", ANY, null))
                        .get("labels")
                        .toString())
                .contains("{\"label\":\"x\",\"pages\":1}");
        for (String body : new String[] {"{\"labels\": \"x\"}", "{\"labels\": [1]}", "{\"labels\": [\"\"]}"}) {
            assertThat(call("ada", "PUT", page, "\"3\"", body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        call("ada", "DELETE", page, "\"3\"", null);
    }

    @Test
    void requiresTheCurrentVersionForAWrite() {
        String body = "{\"text\": \"two\"}";

        assertThat(call("ada", "PUT", page, ANY, body).statusCode()).isEqualTo(428);
        assertThat(call("ada", "PUT", page, "1", body).statusCode()).isEqualTo(400);
        assertThat(call("ada", "PUT", page, "\"9\"", body).statusCode()).isEqualTo(412);
        assertThat(etag(call("ada", "PUT", page, "\"9\"", body))).isEqualTo("\"1\"");
    }

    @Test
    void requiresOneObjectWithKnownFields() {
        for (String body : new String[] {"[", "[]", "{\"txt\": \"x\"}", "{\"text\": 1}"}) {
            assertThat(call("ada", "PUT", page, "\"1\"", body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        for (String body : new String[] {"{\"title\": \"\"}", "{\"parentId\": \" \"}"}) {
            assertThat(call("ada", "PUT", page, "\"1\"", body).statusCode())
                    .as(body)
                    .isEqualTo(422);
        }
        assertThat(json(call("ada", "PUT", page, "\"1\"", "{\"txt\": 1}"))
                        .get("error")
                        .stringValue())
                .isEqualTo("A page has no txt; it has title, parentId, text, labels and message.");
    }

    @Test
    void refusesForbiddenRequests() {
        assertThat(call("eve", "PUT", page, "\"1\"", "{\"text\": \"x\"}").statusCode())
                .isEqualTo(403);
        HttpResponse<String> hidden = call("eve", "GET", "/spaces/private/pages", ANY, null);
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.body())
                .isEqualTo(
                        call("eve", "GET", "/spaces/nowhere/pages", ANY, null).body());
        assertThat(call("unknown", "GET", "/spaces", ANY, null).statusCode()).isEqualTo(401);
        assertThat(call("ada", "PATCH", "/spaces", ANY, null).statusCode()).isEqualTo(405);
        assertThat(call("ada", "GET", "/nothing", ANY, null).statusCode()).isEqualTo(404);
        assertThat(call("ada", "GET", "/spaces/handbook/pages?limit=x", ANY, null)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void listsPagesInBatches() {
        JsonNode first = json(call("eve", "GET", "/spaces/handbook/pages?limit=1", ANY, null));
        String next = first.get("next").stringValue();
        JsonNode second = json(call("eve", "GET", "/spaces/handbook/pages?limit=1&after=" + next, ANY, null));

        assertThat(first.get("pages").get(0).get("id").stringValue()).isEqualTo(next);
        assertThat(second.get("pages").get(0).get("id").stringValue()).isGreaterThan(next);
        assertThat(json(call("ada", "POST", "/spaces/handbook/verify", ANY, null))
                        .get("clean")
                        .booleanValue())
                .isTrue();
    }

    private HttpResponse<String> call(String user, String method, String path, String seen, @Nullable String body) {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        String basic = Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .method(method, publisher)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json");
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
