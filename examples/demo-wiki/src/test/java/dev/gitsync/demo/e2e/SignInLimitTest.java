package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoWiki;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Faults F5: the sign-in page, the API and git count failed sign-ins together. */
@WithRunningWiki
class SignInLimitTest {
    private static final int LIMIT = 10;
    private static final String REFS = "/git/handbook.git/info/refs?service=git-upload-pack";

    private final DemoWiki wiki;
    private final HttpClient http = HttpClient.newHttpClient();

    SignInLimitTest(DemoWiki wiki) {
        this.wiki = wiki;
    }

    @Test
    void countsFailuresOfTheSignInPageTheApiAndGitTogether() throws Exception {
        WebClient browser = WebClient.stranger(wiki);
        for (int i = 0; i < LIMIT; i += 2) {
            assertThat(signIn(browser).status()).isEqualTo(401);
            assertThat(basic("/api/spaces").statusCode()).isEqualTo(401);
        }
        WebClient.Answer page = signIn(browser);
        assertThat(page.status()).isEqualTo(429);
        assertThat(page.body()).contains("too many failed attempts");
        HttpResponse<String> api = basic("/api/spaces");
        assertThat(api.statusCode()).isEqualTo(429);
        assertThat(api.body()).contains("too many failed attempts");
        assertThat(api.headers().firstValue("Retry-After")).isPresent();
        assertThat(basic(REFS).statusCode()).isEqualTo(429);
        assertThat(WebClient.of(wiki, "ada").get("/").status())
                .as("sign-in of another account from the same address")
                .isEqualTo(200);
    }

    private static WebClient.Answer signIn(WebClient browser) {
        return browser.post("/login", "name", "mallory", "password", "wrong");
    }

    private HttpResponse<String> basic(String path) throws Exception {
        String credentials = Base64.getEncoder().encodeToString("mallory:wrong".getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create(wiki.url() + path))
                        .header("Authorization", "Basic " + credentials)
                        .build(),
                BodyHandlers.ofString());
    }
}
