package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user who may not read a space gets exactly the answers for a space that does not exist. */
final class SecrecyTest extends HttpTest {
    private static final List<String> BELOW = List.of(
            "/docs.git/info/refs?service=git-upload-pack",
            "/missing.git/info/refs?service=git-upload-pack",
            "/docs.git/info/refs?service=git-receive-pack",
            "/docs.git/info/refs?service=git-upload-archive",
            "/missing.git/info/refs",
            "/docs.git/HEAD",
            "/docs.git",
            "/..%2f..%2fetc",
            "/",
            "");

    /** Wrong credentials, and invalid ones: other schemes, bad base64, bad UTF-8, missing parts, control characters. */
    static List<String> badCredentials() {
        return List.of(
                basic("writer:wrong"),
                basic("unknown:" + TestServer.PASSWORD),
                basic("writer:"),
                basic(":" + TestServer.PASSWORD),
                basic("writer"),
                basic("writer\n:" + TestServer.PASSWORD),
                basic("writer:" + TestServer.PASSWORD + "\0"),
                basic("writer:" + TestServer.PASSWORD).replace("Basic ", "Basic"),
                basic("writer:" + TestServer.PASSWORD).replace("Basic ", "Digest "),
                basic("writer:" + TestServer.PASSWORD).replace("=", ""),
                basic("writer:" + TestServer.PASSWORD) + "=",
                basic("writer:" + TestServer.PASSWORD).replace("Basic ", "Basic \t*"),
                basic("writer:" + "x".repeat(BasicAuthenticator.MAX_HEADER_CHARS)),
                "Basic " + encode("writer:p\u00e4ssw\u00f6rd: 7".getBytes(StandardCharsets.ISO_8859_1)),
                "Basic",
                "Bearer abc");
    }

    @ParameterizedTest
    @MethodSource("badCredentials")
    void answersTheSame401EverywhereWithoutValidCredentials(String credentials) {
        Response reference = anonymous("GET", FETCH_REFS).send();
        assertThat(reference.status()).isEqualTo(401);
        assertThat(reference.header("WWW-Authenticate")).contains("Basic realm=\"Test wiki\", charset=\"UTF-8\"");
        for (String below : BELOW) {
            Response response =
                    anonymous("GET", below).header("Authorization", credentials).send();
            assertThat(response.withoutDate()).as(below).isEqualTo(reference.withoutDate());
        }
        assertThat(server.spaces().calls()).isEmpty();
    }

    @Test
    void refusesTwoAuthorizationHeaders() {
        assertThat(as("writer", "GET", FETCH_REFS)
                        .as("reader", TestServer.PASSWORD)
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void acceptsTheSchemeInAnyCase() {
        RawHttp request = anonymous("GET", FETCH_REFS)
                .header("Authorization", "bAsIc " + encode(utf8("writer:" + TestServer.PASSWORD)));
        assertThat(request.send().status()).isEqualTo(200);
    }

    @Test
    void refusesAPushBeforeItsBodyIsRead() {
        Response response = anonymous("POST", "/docs.git/git-receive-pack")
                .header("Content-Type", "application/x-git-receive-pack-request")
                .header("Content-Length", "1000000000")
                .sendAndNoMore();
        assertThat(response.status()).isEqualTo(401);
    }

    @Test
    void answersIdenticallyForMissingDisabledAndForbiddenSpaces() {
        Response missing = get("reader", FETCH_REFS.replace("docs", "missing"));
        Response forbidden = get("stranger", FETCH_REFS);
        server.spaces().catchUpEndsAs(id -> new SyncReport.Skipped(id, SyncReport.Reason.DISABLED));
        Response disabled = get("reader", FETCH_REFS);

        assertThat(missing.status()).isEqualTo(404);
        assertThat(forbidden.withoutDate()).isEqualTo(missing.withoutDate());
        assertThat(disabled.withoutDate()).isEqualTo(missing.withoutDate());
        for (String below : BELOW) {
            assertThat(get("stranger", below).withoutDate()).as(below).isEqualTo(missing.withoutDate());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"git-upload-pack", "git-receive-pack"})
    void answersPostsIdenticallyForMissingAndForbiddenSpaces(String service) {
        String type = "application/x-" + service + "-request";
        Response missing = as("writer", "POST", "/missing.git/" + service)
                .body(type, new byte[4])
                .send();
        Response forbidden = post("stranger", service, new byte[4]).send();
        Response wrongType = as("stranger", "POST", "/docs.git/" + service)
                .body("text/plain", new byte[4])
                .send();

        assertThat(missing.status()).isEqualTo(404);
        assertThat(forbidden.withoutDate()).isEqualTo(missing.withoutDate());
        assertThat(wrongType.withoutDate()).isEqualTo(missing.withoutDate());
    }

    @Test
    void neverCatchesUpForUserWithoutReadAccess() {
        get("stranger", FETCH_REFS);
        get("reader", PUSH_REFS);
        assertThat(server.spaces().calls()).containsExactly("space docs", "space docs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/./docs.git/info/refs",
                "/x/../docs.git/info/refs",
                "/%2E%2E%2fdocs.git/info/refs",
                "/..%2fdocs.git/info/refs",
                "/..%5cdocs.git/info/refs",
                "/..\\docs.git/info/refs",
                "/%252e%252e/docs.git/info/refs",
                "/%2564ocs.git/info/refs",
                "//docs.git/info/refs",
                "/docs.git//info/refs",
                "/docs.git/info//refs",
                "/docs.git/info/refs/",
                "/docs.git/info%2frefs",
                "/docs.git%2finfo%2frefs",
                "/docs.git/./info/refs",
                "/docs.git/x/../info/refs",
                "/docs.git/%2e/info/refs",
                "/docs.git;x=y/info/refs",
                "/docs.git/info;x/refs",
                "/docs.git/info/refs;x",
                "/;/docs.git/info/refs",
                "/d%C3%B6cs.git/info/refs",
                "/d%f6cs.git/info/refs",
                "/docs%20.git/info/refs",
                "/docs+.git/info/refs",
                "/.git/info/refs",
                "/docs/info/refs",
                "/docs.GIT/info/refs",
                "/docs.git.git/info/refs",
                "/docs.git/objects/info/packs",
                "/docs.git/HEAD",
                "/docs.git/config",
            })
    void answersNotFoundToAPathThatIsNotASpace(String path) {
        Response missing = get("writer", FETCH_REFS.replace("docs", "missing"));
        server.spaces().forget();

        Response response = get("writer", path + "?service=git-upload-pack");

        assertThat(server.spaces().calls()).isEmpty();
        if (ServletContainer.isTomcat() && response.status() == 400) {
            return; // Tomcat itself rejects some of these, whatever spaces exist.
        }
        assertThat(response.withoutDate()).isEqualTo(missing.withoutDate());
    }

    /** Paths that Jetty itself answers: those that lead out of the mount, and those that it can't decode. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../docs.git/info/refs",
                "/%2e%2e/docs.git/info/refs",
                "/..;/docs.git/info/refs",
                "/docs%00.git/info/refs",
                "/docs.git%00/info/refs",
                "/docs.git/info/refs%00",
                "/docs%zz.git/info/refs",
                "/docs%2.git/info/refs",
                "/docs%.git/info/refs",
            })
    void opensNoSpaceForAPathThatTheContainerRejects(String path) {
        assertThat(get("writer", path + "?service=git-upload-pack").status()).isIn(400, 404);
        assertThat(server.spaces().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//git/docs.git/info/refs",
                "/git;x/docs.git/info/refs",
                "/x/../git/docs.git/info/refs",
                "/git/%2e%2e/git/docs.git/info/refs",
            })
    void opensNoSpaceForAPathThatOnlyResolvesToTheMount(String path) {
        RawHttp request =
                server.requestTo("GET", path + "?service=git-upload-pack").as("writer", TestServer.PASSWORD);
        assertThat(request.send().status()).isEqualTo(404);
        assertThat(server.spaces().calls()).isEmpty();
    }

    @Test
    void decodesTheNameOfASpaceOnce() {
        assertThat(get("writer", FETCH_REFS.replace("docs", "%64ocs")).status()).isEqualTo(200);
    }

    @Test
    void answersNotFoundToAnEndlessPath() {
        assertThat(get("writer", "/" + "x".repeat(4000) + ".git/info/refs").status())
                .isEqualTo(404);
        assertThat(server.spaces().calls()).isEmpty();
    }

    private static String basic(String credentials) {
        return "Basic " + encode(utf8(credentials));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encode(byte[] credentials) {
        return Base64.getEncoder().encodeToString(credentials);
    }

    /** Compares the medians of many requests in alternation, so that other work of the machine slows both alike. */
    @Test
    void answersForAForbiddenSpaceInTheTimeOfAMissingOne() {
        int rounds = 400;
        long[] missing = new long[rounds];
        long[] forbidden = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            missing[i] = nanos(FETCH_REFS.replace("docs", "none"));
            forbidden[i] = nanos(FETCH_REFS);
        }
        Arrays.sort(missing);
        Arrays.sort(forbidden);
        long difference = Math.abs(missing[rounds / 2] - forbidden[rounds / 2]);
        assertThat(difference)
                .as("%d and %d ns", missing[rounds / 2], forbidden[rounds / 2])
                .isLessThan(Math.max(missing[rounds / 2] / 2, 500_000));
    }

    private long nanos(String path) {
        long start = System.nanoTime();
        assertThat(get("stranger", path).status()).isEqualTo(404);
        return System.nanoTime() - start;
    }
}
