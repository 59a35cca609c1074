package dev.gitsync.demo.e2e;

import dev.gitsync.demo.DemoWiki;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user of a browser without scripts, which only loads pages and sends forms. */
final class WebClient {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String root;
    private String token = "";

    private WebClient(String root) {
        this.root = root;
    }

    /** Returns a client that has not signed in. */
    static WebClient stranger(DemoWiki wiki) {
        WebClient client = new WebClient(wiki.url());
        client.get("/login");
        return client;
    }

    /** Returns a client that has signed in. */
    static WebClient of(DemoWiki wiki, String user) {
        WebClient client = stranger(wiki);
        Answer answer = client.post("/login", "name", user, "password", "demo");
        if (answer.status() != 303) {
            throw new AssertionError(user + " can't sign in: " + answer);
        }
        client.get("/");
        return client;
    }

    Answer get(String path) {
        Answer answer = send(request(path).GET());
        Matcher found = TOKEN.matcher(answer.body());
        if (found.find()) {
            token = found.group(1);
        }
        return answer;
    }

    /** Sends a form of this wiki. */
    Answer post(String path, String... fields) {
        List<String> all = new ArrayList<>(List.of("token", token));
        all.addAll(List.of(fields));
        return postForeign(path, all.toArray(String[]::new));
    }

    /** Sends a form of another site. */
    Answer postForeign(String path, String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(encode(fields[i]))
                    .append('=')
                    .append(encode(fields[i + 1]))
                    .append('&');
        }
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
    }

    /** Sends a form of this wiki with a file, without a script. */
    Answer upload(String path, String name, byte[] bytes, String... fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("token", token));
        all.addAll(List.of(fields));
        for (int i = 0; i < all.size(); i += 2) {
            String head = "--b\r\nContent-Disposition: form-data; name=\"" + all.get(i) + "\"\r\n\r\n";
            body.writeBytes((head + all.get(i + 1) + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        String head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: text/html\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** Sends a file as the script of this wiki does. */
    Answer uploadBody(String path, byte[] bytes) {
        return send(request(path)
                .header("Content-Type", "application/octet-stream")
                .header("Accept", "text/plain")
                .header("X-Form-Token", token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    /** Gets the bytes of a file, with its headers. */
    HttpResponse<byte[]> download(String path, String... headers) {
        HttpRequest.Builder request = request(path).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Sends JSON, as a program does. */
    Answer postJson(String path, String body, String header, String value) {
        return send(request(path)
                .header(
                        "Content-Type",
                        path.contains("/info/lfs/") ? "application/vnd.git-lfs+json" : "application/json")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(root + path));
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Location").orElse(""),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A response; {@code location} is empty without a redirect. */
    record Answer(int status, String location, String type, String body) {}
}
