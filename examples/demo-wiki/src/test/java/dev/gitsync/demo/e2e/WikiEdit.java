package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes the edits of a guide in the space "handbook", over the wiki's own API. */
record WikiEdit(String url) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    void make(GuideStep.Edit edit) throws IOException, InterruptedException {
        JsonNode pages = send(request(edit.user(), "/api/spaces/handbook/pages?limit=500"))
                .get("pages");
        for (JsonNode listed : pages) {
            if (listed.get("path").asString().equals(edit.path())) {
                change(edit, "/api/pages/" + listed.get("id").asString());
                return;
            }
        }
        throw new AssertionError("There is no page at " + edit.path());
    }

    private void change(GuideStep.Edit edit, String page) throws IOException, InterruptedException {
        JsonNode before = send(request(edit.user(), page));
        String text = before.get("text").asString();
        assertThat(text).contains(edit.before());
        String body = JSON.writeValueAsString(
                Map.of("text", text.replace(edit.before(), edit.after()), "message", "Ada edits in the browser"));
        send(request(edit.user(), page)
                .header("Content-Type", "application/json")
                .header("If-Match", "\"" + before.get("version").asLong() + "\"")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String user, String path) {
        byte[] credentials = (user + ":demo").getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    private static JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
