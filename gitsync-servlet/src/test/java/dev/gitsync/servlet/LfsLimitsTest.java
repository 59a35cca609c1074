package dev.gitsync.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.model.ContentHash;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of requests apply to Git LFS. */
@EveryContainer
final class LfsLimitsTest {
    private static final byte[] HELLO = LfsHttpTest.HELLO;
    private static final String OID = LfsHttpTest.oid(HELLO);

    @TempDir
    private Path folder;

    @Test
    void slowUploadsEndAndLeaveNothingBehind() {
        ServerLimits limits = ServerLimits.builder()
                .minReceiveRate(10_000)
                .maxSlowTime(Duration.ofMillis(200))
                .build();
        try (TestServer server = with(builder -> builder.limits(limits))) {
            Response response = request(server, "PUT", "objects/" + OID).drip(HELLO, 40);
            LfsHttpTest.assertError(response, 408, "took too long");
            assertThat(has(server)).isFalse();
        }
    }

    @Test
    void uploadsHaveATimeOfTheirOwn() {
        ServerLimits limits = ServerLimits.builder()
                .maxReceiveTime(Duration.ofMillis(100))
                .maxUploadTime(Duration.ofSeconds(20))
                .build();
        try (TestServer server = with(builder -> builder.limits(limits))) {
            assertThat(request(server, "PUT", "objects/" + OID).drip(HELLO, 9).status())
                    .isEqualTo(200);
            Response json = request(server, "POST", "objects/batch")
                    .header("Content-Type", LfsHttpTest.TYPE)
                    .drip("{\"operation\":\"download\"}".getBytes(UTF_8), 30);
            LfsHttpTest.assertError(json, 408, "took too long");
        }
    }

    @Test
    void uploadThatTakesTooLongIsRefused() {
        ServerLimits limits =
                ServerLimits.builder().maxUploadTime(Duration.ofMillis(300)).build();
        try (TestServer server = with(builder -> builder.limits(limits))) {
            LfsHttpTest.assertError(request(server, "PUT", "objects/" + OID).drip(HELLO, 60), 408, "took too long");
            assertThat(has(server)).isFalse();
        }
    }

    @Test
    void userWithTooManyConcurrentRequestsHasToWait() throws Exception {
        ServerLimits limits =
                ServerLimits.builder().maxRequests(3).maxRequestsPerUser(1).build();
        try (TestServer server = with(builder -> builder.limits(limits))) {
            try (Socket upload = request(server, "PUT", "objects/" + OID)
                    .header("Content-Length", "18")
                    .open()) {
                upload.getOutputStream().write(HELLO, 0, 1);
                Awaitility.await()
                        .until(() -> request(server, "GET", "locks").send().status() == 429);
                Response second = request(server, "GET", "locks").send();
                LfsHttpTest.assertError(second, 429, "too many requests in progress");
                assertThat(second.header("Retry-After")).isPresent();
            }
            Awaitility.await()
                    .until(() -> request(server, "GET", "locks").send().status() == 200);
            assertThat(has(server)).isFalse();
        }
    }

    @Test
    void linksHaveThePublicUrl() {
        URI url = URI.create("https://wiki.example.org/sources/");
        try (TestServer server = with(builder -> builder.publicUrl(url))) {
            String body = "{\"operation\":\"upload\",\"objects\":[" + LfsHttpTest.object(OID, 18) + "]}";
            assertThat(request(server, "POST", "objects/batch")
                            .body(LfsHttpTest.TYPE, body.getBytes(UTF_8))
                            .send()
                            .body())
                    .contains("\"https://wiki.example.org/sources/docs.git/info/lfs/objects/" + OID + "\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/git",
                "wiki.example.org/git",
                "ftp://wiki/git",
                "https://wiki/git?a",
                "https://a:b@wiki/git",
                "https:///git"
            })
    void refusesOtherPublicUrls(String url) {
        assertThatThrownBy(() -> GitSyncServlet.builder().publicUrl(URI.create(url)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("publicUrl");
    }

    private static boolean has(TestServer server) {
        return !server.spaces()
                .objects()
                .sizes(server.spaces().at("docs"), Set.of(new ContentHash(OID)))
                .isEmpty();
    }

    private static RawHttp request(TestServer server, String method, String below) {
        return server.request(method, LfsHttpTest.LFS + below).as("writer", TestServer.PASSWORD);
    }

    private TestServer with(UnaryOperator<GitSyncServlet.Builder> settings) {
        return TestServer.startWith(folder, settings);
    }
}
